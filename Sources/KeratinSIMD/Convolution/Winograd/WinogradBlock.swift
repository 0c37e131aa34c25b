internal import KeratinKernels

/// Where the transformed elements of a block of tiles lie, in a thread's memory.
struct WinogradBlock {
  /// The distance between tiles: channels in whole registers of any instruction set.
  let tileStride: Int
  let elementStride: Int

  init(tiles: Int, channels: Int) {
    tileStride = parts(of: channels, by: 16) * 16
    // Elements a power of two apart would compete for one set of the first-level cache.
    elementStride = tiles * tileStride + 16
  }
}

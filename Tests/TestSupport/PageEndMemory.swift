internal import KeratinKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Aligned memory that ends where a page ends after which nothing may be read: a kernel that reads on beyond the last cache
/// line of its operand stops the process there, instead of now and then in a user's.
final class PageEndMemory {
  /// Where the memory begins.
  let start: UnsafeMutableRawPointer

  private let pages: UnsafeMutableRawPointer
  private let length: Int

  init(byteCount: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let padded = (byteCount + Buffer.alignment - 1) / Buffer.alignment * Buffer.alignment
    let readable = max((padded + page - 1) / page, 1) * page
    length = readable + page
    let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    precondition(mapped != MAP_FAILED && mapped != nil, "The machine has no memory left for a test's operand.")
    pages = mapped!
    mprotect(pages + readable, page, PROT_NONE)
    start = pages + readable - padded
    // What pads the last line is NaN in floating types: it must not show in any result.
    (start + byteCount).initializeMemory(as: UInt8.self, repeating: 0xFF, count: padded - byteCount)
  }

  deinit { munmap(pages, length) }
}

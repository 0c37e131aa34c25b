import Foundation
import Keratin
import KeratinTestSupport

/// Reads damaged files by the million: each is to give a value or an error, soon, and within bounded memory.
///
///     ulimit -v 4194304; fuzz --count 10000000 --seed 1 --folder /dev/shm/fuzz [--only keras]
///
/// A trap ends the program; the file that did it is then FOLDER/damaged.FORMAT. Files that took a second of the processor's time are kept as
/// FOLDER/slow-NUMBER.FORMAT, and make the exit status 1, as do errors that do not name the file.
@main struct Fuzz {
  static func main() throws {
    let options = try Options(CommandLine.arguments.dropFirst())
    try FileManager.default.createDirectory(atPath: options.folder, withIntermediateDirectories: true)
    let seeds = try Corpus.seeds().filter { options.only.map($0.name.hasSuffix) ?? true }
    guard !seeds.isEmpty else { throw UsageError(description: "no files end in \(options.only ?? "")") }
    Warnings.handle { _ in }
    var report = Report()
    for number in 0..<options.count {
      // Each file follows from its own number alone, so that one can be made again: --skip N --count 1.
      let index = options.skip + number
      var random = FuzzRandom(seed: options.seed &* 0x1_0000_0000 &+ UInt64(index))
      let seed = seeds[index % seeds.count]
      let path = "\(options.folder)/damaged.\(seed.format)"
      try Files.write(seed.damaged(&random), to: path)
      // The processor's time: nobody else on the machine makes a file slow.
      let start = clock()
      let outcome = read(path, seed)
      let time = Duration.seconds(Double(clock() - start) / Double(CLOCKS_PER_SEC))
      report.add(seed, outcome, time)
      if time > .seconds(1) {
        try? FileManager.default.copyItem(atPath: path, toPath: "\(options.folder)/slow-\(index).\(seed.format)")
        say("file \(index), from \(seed), took \(time)")
      }
      if case .wrong(let error) = outcome { say("file \(index), from \(seed): \(error)") }
      if (number + 1) % 100_000 == 0 { say("\(report)") }
    }
    say("\(report)")
    exit(report.isClean ? 0 : 1)
  }

  /// Writes a line at once, so that it is there even if the next file ends the program.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

  /// Reads the file, and says whether that gave a value, an error that names the file, or another.
  private static func read(_ path: String, _ seed: FuzzSeed) -> Outcome {
    do {
      try Corpus.read(path, seed)
      return .read
    } catch {
      return "\(error)".contains("damaged.") ? .refused : .wrong("\(error)")
    }
  }
}

enum Outcome {
  case read
  case refused
  case wrong(String)
}

struct UsageError: Error, CustomStringConvertible {
  let description: String
}

import ArgumentParser
import Foundation
import Keratin

/// Whether a command tells where its time went.
struct ProfileOptions: ParsableArguments {
  @Flag(
    help:
      "Tells on standard error how long each layer's operations took, and what part of the machine's limit they reach.")
  var profile = false

  /// Runs `body`, which trains or runs `model`, noting the times of its kernels if the flag says so.
  func watch<R>(_ model: Model, _ body: () throws -> R) throws -> R {
    guard profile else { return try body() }
    let profile = Profile()
    model.profile = profile
    defer { model.profile = nil }
    let result = try body()
    let table = profile.table(limits: .measured(threads: Backends.threadCount))
    FileHandle.standardError.write(Data((table + "\n").utf8))
    return result
  }
}

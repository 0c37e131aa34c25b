import ArgumentParser
import Foundation
import Keratin

/// The command: its name, its subcommands, and what its exit status says.
@main struct KeratinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keratin",
    abstract: "Runs, trains and converts Keras models.",
    discussion: """
      A model is a file that Keras or Keratin saved: model.save("model.keras"). Data are NumPy files: one array is an .npy, and several
      inputs or outputs are an .npz whose members carry their names. - in place of a file reads or writes the standard streams.

      Exit status: 0 if all went well, 1 if the work failed, 2 if the command was used wrongly.
      """,
    subcommands: [
      BackendsCommand.self, SummaryCommand.self, PredictCommand.self, EvaluateCommand.self, FitCommand.self,
      CrosscheckCommand.self, ConvertCommand.self,
    ])

  /// Runs the command that the arguments name.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as KeratinError {
      fail(status: 1, "keratin: \(message(error))")
    } catch let error as WorkFailure {
      fail(status: 1, "keratin: \(error.text)")
    } catch {
      let text = fullMessage(for: error)
      guard exitCode(for: error) != .success else {
        print(text)
        return
      }
      let isUsage = exitCode(for: error) == .validationFailure
      fail(status: isUsage ? 2 : 1, isUsage ? text : "keratin: \(error)")
    }
  }

  private static func fail(status: Int32, _ text: String) {
    fflush(nil)
    FileHandle.standardError.write(Data((text + "\n").utf8))
    Foundation.exit(status)
  }

  /// The error in words, without the place in the source, which is not the user's, and with the name that the user gave the standard input.
  static func message(_ error: KeratinError) -> String {
    var error = error
    error.site = nil
    return error.description.replacing(StandardStreams.source("-"), with: StandardStreams.name("-"))
  }
}

/// Work that failed, told in a sentence that names the file.
struct WorkFailure: Error {
  let text: String
}

/// Runs `body`; where it throws without naming any of the files, they are named.
func naming<R>(_ files: [String?], _ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch let error as KeratinError {
    let names = files.compactMap { $0.map(StandardStreams.name) }
    let text = KeratinCommand.message(error)
    if names.contains(where: { text.contains($0) }) { throw error }
    throw WorkFailure(text: names.joined(separator: ", ") + ": " + text)
  }
}

import Foundation

/// A tutorial's text, taken apart: its code, what it says is printed, the numbers that it quotes.
struct TutorialText {
  /// Blocks marked `swift`.
  private(set) var code: [String] = []
  /// Blocks marked `text`: what the program prints.
  private(set) var printed: [String] = []
  /// Numbers in inline code outside of blocks.
  private(set) var quotedNumbers: [String] = []

  init(_ text: String) {
    var language: String?
    var block: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let open = language {
          if open == "swift" { code.append(block.joined(separator: "\n")) }
          if open == "text" { printed.append(block.joined(separator: "\n")) }
          language = nil
        } else {
          language = String(line.dropFirst(3))
          block = []
        }
      } else if language != nil {
        block.append(line)
      } else {
        let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
        for index in pieces.indices where index % 2 == 1 && pieces[index].contains(".") {
          if Double(pieces[index]) != nil { quotedNumbers.append(String(pieces[index])) }
        }
      }
    }
  }
}

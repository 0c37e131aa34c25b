import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import Testing

@Suite("CSV: rows and fields")
struct CSVParsingTests {
  @Test(arguments: [
    "a,b\n1,x\n2,y\n", "a,b\n1,x\n2,y", "a,b\r\n1,x\r\n2,y\r\n", "a,b\r1,x\r2,y\r", "a,b\n1,x\n2,y\n\n\r\n",
    "\u{FEFF}a,b\n1,x\n2,y\n", "\"a\",\"b\"\n\"1\",x\n2,\"y\"\n",
  ])
  func lineEndsQuotesAndByteOrderMark(text: String) throws {
    let table = try CSV(parsing: text)
    #expect(table.columns == ["a", "b"])
    #expect(table.rowCount == 2)
    #expect(try table.strings(column: "a") == ["1", "2"])
    #expect(try table.strings(column: "b") == ["x", "y"])
  }

  @Test func quotedFieldsHoldSeparatorsLineEndsAndQuotes() throws {
    let table = try CSV(parsing: "a,b\n\"1,5\",\"he said \"\"no\"\"\"\n\"two\r\nlines\n\",\"\"\nc\"d,\"\"\"\"\n")
    #expect(try table.strings(column: "a") == ["1,5", "two\r\nlines\n", "c\"d"])
    #expect(try table.strings(column: "b") == ["he said \"no\"", "", "\""])
  }

  @Test func emptyFieldsStayFields() throws {
    let table = try CSV(parsing: ",\n,1\n2,\n", header: false)
    #expect(table.columns == ["0", "1"])
    #expect(try table.strings(column: "0") == ["", "", "2"])
    #expect(try table.strings(column: "1") == ["", "1", ""])
  }

  @Test func otherSeparators() throws {
    #expect(try CSV(parsing: "a;b\n1,5;2\n", separator: ";").strings(column: "a") == ["1,5"])
    #expect(try CSV(parsing: "a\tb\n1\t2\n", separator: "\t").strings(column: "b") == ["2"])
    for separator: Character in ["\"", "\n", "\r\n", "é"] {
      #expect { try CSV(parsing: "a", separator: separator) } throws: { "\($0)".contains("separator") }
    }
  }

  @Test func tablesWithoutRows() throws {
    let headed = try CSV(parsing: "a,b\n")
    #expect(headed.columns == ["a", "b"] && headed.rowCount == 0)
    #expect(try headed.tensor().shape == [0, 2])
    #expect(try headed.integers(column: "a").shape == [0])
    let empty = try CSV(parsing: "", header: false)
    #expect(empty.columns.isEmpty && empty.rowCount == 0)
    #expect { try CSV(parsing: "\n\n") } throws: { "\($0)".contains("names of the columns in the text") }
  }

  /// Line numbers count the lines of the file, those within quotes included.
  @Test(arguments: [
    ("a,b\n1,2\n3\n", "expected 2 fields in line 3 of the text, as in line 1. Received: 1 field."),
    ("a,b\n1,2,3\n", "expected 2 fields in line 2 of the text, as in line 1. Received: 3 fields."),
    ("a,b\n\"x\ny\",2\n3,4,5\n", "expected 2 fields in line 4 of the text, as in line 1. Received: 3 fields."),
    ("a,b\n\n1,2\n", "expected 2 fields in line 2 of the text, as in line 1. Received: an empty line."),
    ("a,b\n1,\"2\n3,4\n", "expected a closing quote for the one opened in line 2 of the text"),
    ("a,b\n1,\"2\"x\n", "after a closing quote in line 2 of the text"),
  ])
  func mistakesNameTheirLine(text: String, message: String) {
    #expect { try CSV(parsing: text) } throws: { error in
      "\(error)".contains(message) && (error as? KeratinError)?.kind == .data
    }
  }

  @Test func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keratin-csv-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "größe.csv").path
    // Longer than one read of the file.
    let text = "n,square\n" + (0..<200_000).map { "\($0),\($0 % 1000)\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let table = try CSV(contentsOf: path)
    #expect(table.rowCount == 200_000)
    #expect(try table.integers(column: "n").scalars(as: Int32.self).elementsEqual(0..<200_000))
    #expect { try CSV(contentsOf: path + ".not") } throws: { error in
      (error as? KeratinError)?.kind == .file && "\(error)".contains("No such file")
    }
    #expect { try CSV(contentsOf: folder.path) } throws: { ($0 as? KeratinError)?.kind == .file }
  }

  @Test func columnsThatAreNotThereOrTwice() throws {
    let table = try CSV(parsing: "a,b,b\n1,2,3\n")
    #expect { try table.tensor(columns: ["c"]) } throws: { "\($0)".contains(#"columns ["a", "b", "b"]"#) }
    #expect { try table.tensor(columns: ["b"]) } throws: { "\($0)".contains("2 columns of that name") }
    #expect(try table.tensor().scalars(as: Float.self) == [1, 2, 3])
  }
}

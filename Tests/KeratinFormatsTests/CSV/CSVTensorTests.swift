import KeratinFormats
import KeratinGraph
import KeratinKernels
import Testing

@Suite("CSV: columns as tensors")
struct CSVTensorTests {
  @Test func columnsInTheOrderAskedFor() throws {
    let table = try CSV(parsing: "a,name,b\n1,x,-2.5\n3e2,y, 4 \n")
    let tensor = try table.tensor(columns: ["b", "a"])
    #expect(tensor.shape == [2, 2] && tensor.elementType == .float32)
    #expect(try tensor.scalars(as: Float.self) == [-2.5, 1, 4, 300])
  }

  /// Every spelling gives the float32 nearest to it, as the standard library reads it.
  @Test(arguments: [
    "0", "-0", "+1.5", ".5", "5.", "00012", "1e10", "1E-10", "16777216", "16777217", "0.1", "123456.789",
    "3.4028235e38", "1e-45", "1.17549435e-38", "0.000000000000000000000000000000000000000000001", "7e-46",
    "12345678901234567890123456789", "0.333333333333333333333333333333333", "8.589973e9",
    "1.00000017881393432617187499",
    "9007199254740993", "100000000000000000000e-20", "1e-400",
  ])
  func numbersAreTheNearest(text: String) throws {
    let number: Float = try CSV(parsing: text, header: false).tensor().scalar()
    let expected = try #require(Float(text.hasSuffix(".") ? text + "0" : text))
    #expect(number == expected && number.sign == expected.sign)
  }

  @Test(arguments: [
    ("", "a missing value"), ("  ", "a missing value"), ("NA", #""NA""#), ("nan", #""nan""#), ("inf", #""inf""#),
    ("1e39", #""1e39""#), ("-", #""-""#), (".", #"".""#), ("1.2.3", #""1.2.3""#), ("1e", #""1e""#), ("e5", #""e5""#),
    ("1 2", #""1 2""#), ("0x10", #""0x10""#), ("--1", #""--1""#), ("1_000", #""1_000""#), ("1e+", #""1e+""#),
  ])
  func whatIsNoNumberNamesLineAndColumn(text: String, received: String) throws {
    let table = try CSV(parsing: "name,width\nx,1\ny,\(text)\n")
    #expect { try table.tensor(columns: ["width"]) } throws: { error in
      "\(error)".contains(#"a finite number in column "width", line 3 of the text. Received: \#(received)."#)
    }
  }

  @Test func integers() throws {
    let table = try CSV(parsing: "a\n 7\n-2147483648\n2147483647\n")
    let tensor = try table.integers(column: "a")
    #expect(tensor.elementType == .int32 && tensor.shape == [3])
    #expect(try tensor.scalars(as: Int32.self) == [7, .min, .max])
    for text in ["1.0", "2147483648", "x", "\"\""] {
      #expect { try CSV(parsing: "a\n\(text)\n").integers(column: "a") } throws: { "\($0)".contains("line 2") }
    }
  }

  @Test func classesInOrder() throws {
    let table = try CSV(parsing: "kind,number\nb,10\na,9\nb,-1\nÄ,9\n")
    let (labels, names) = try table.classes(column: "kind")
    #expect(names == ["a", "b", "Ä"])
    #expect(labels.elementType == .int32 && labels.shape == [4])
    #expect(try labels.scalars(as: Int32.self) == [1, 0, 1, 2])
    let numbers = try table.classes(column: "number")
    #expect(numbers.names == ["-1", "9", "10"])
    #expect(try numbers.labels.scalars(as: Int32.self) == [2, 1, 0, 1])
  }

  @Test func givenClasses() throws {
    let table = try CSV(parsing: "kind\nb\nc\n")
    #expect(try table.classes(column: "kind", names: ["a", "b", "c"]).labels.scalars(as: Int32.self) == [1, 2])
    #expect { try table.classes(column: "kind", names: ["a", "b"]) } throws: { error in
      "\(error)".contains(#"one of ["a", "b"] in column "kind", line 3 of the text. Received: "c"."#)
    }
    #expect { try CSV(parsing: "kind,n\na,1\n,2\n").classes(column: "kind") } throws: { error in
      "\(error)".contains(#"column "kind", line 3 of the text. Received: a missing value."#)
    }
  }
}

internal import KeratinGraph

/// Lists of integers out of a pickled NumPy array of Python lists. Whatever else a pickle says is passed over: nothing is ever called or made.
///
/// Values are kept no deeper than a list of lists, so that none is too deep to be freed.
///
/// Source: CPython, Lib/pickletools.py, protocols 2 to 4.
package struct PickledLists {
  private enum Value {
    case integer(Int)
    case list(List)
    /// A tuple, of which only a list in the last place is kept.
    case tuple(List?)
    case array(Array)
    case other
  }

  /// A list of integers, or of lists of them; lists are shared by reference, as in Python.
  private final class List {
    var integers: [Int32] = []
    var lists: [List] = []
    /// Whether it is in another list, and so may have none.
    var isInner = false
  }

  private final class Array { var items: List? }

  private let reader: ByteReader
  private var place = 0
  private var stack: [Value] = []
  private var marks: [Int] = []
  private var memo: [Int: Value] = [:]

  /// The sequences of the pickled array `bytes`.
  package static func sequences(_ bytes: ArraySlice<UInt8>, source: String) throws -> [[Int32]] {
    var machine = PickledLists(reader: ByteReader(bytes, source: source))
    try machine.run()
    guard case .array(let array)? = machine.stack.last, let items = array.items, items.integers.isEmpty else {
      throw machine.reader.failure("a pickled array of lists", "something else")
    }
    // One long list that is recalled again and again would be copied as often.
    guard items.lists.reduce(0, { $0.addingClamped($1.integers.count) }) <= bytes.count else {
      throw machine.reader.failure("as many integers as \(bytes.count) bytes hold", "more: lists that are the same")
    }
    return items.lists.map(\.integers)
  }

  private init(reader: ByteReader) { self.reader = reader }

  private mutating func take(_ width: Int) throws -> Int {
    defer { place += width }
    return try reader.integer(at: place, width: width, "a pickle")
  }

  private mutating func pop() throws -> Value {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
      throw reader.failure("a pickle", "one that takes what is not there")
    }
    return value
  }

  private mutating func popToMark() throws -> [Value] {
    guard let mark = marks.popLast(), mark <= stack.count else {
      throw reader.failure("a pickle", "one that takes what is not there")
    }
    defer { stack.removeLast(stack.count - mark) }
    return Swift.Array(stack[mark...])
  }

  private func append(_ values: [Value]) throws {
    guard case .list(let list)? = stack.last else { throw reader.failure("a pickled list", "something else") }
    for value in values {
      switch value {
      case .integer(let number) where list.lists.isEmpty:
        guard let narrow = Int32(exactly: number) else { throw reader.failure("integers of 32 bits", "\(number)") }
        list.integers.append(narrow)
      case .list(let inner) where inner.lists.isEmpty && inner !== list && list.integers.isEmpty && !list.isInner:
        inner.isInner = true
        list.lists.append(inner)
      default: throw reader.failure("a list of lists of integers", "another")
      }
    }
  }

  private mutating func skipLine() throws {
    while try take(1) != 0x0A {}
  }

  private mutating func skip(_ count: Int) throws {
    _ = try reader.bytes(at: place, count: count, "a pickle")
    place += count
    stack.append(.other)
  }

  private mutating func run() throws {
    while true {
      let code = UInt8(truncatingIfNeeded: try take(1))
      switch code {
      case 0x80: _ = try take(1)  // PROTO
      case 0x95: _ = try take(8)  // FRAME
      case 0x2E: return  // STOP
      case 0x28: marks.append(stack.count)  // MARK
      case 0x30: _ = try pop()  // POP
      case 0x63:  // GLOBAL
        try skipLine()
        try skipLine()
        stack.append(.other)
      case 0x93:  // STACK_GLOBAL
        _ = try (pop(), pop())
        stack.append(.other)
      case 0x4A: stack.append(.integer(Int(Int32(truncatingIfNeeded: try take(4)))))  // BININT
      case 0x4B: stack.append(.integer(try take(1)))  // BININT1
      case 0x4D: stack.append(.integer(try take(2)))  // BININT2
      case 0x8A:  // LONG1
        let width = try take(1)
        guard width <= 4 else { throw reader.failure("integers of 32 bits", "one of \(width) bytes") }
        let value = width == 0 ? 0 : try take(width)
        stack.append(.integer(width > 0 && value >> (8 * width - 1) == 1 ? value - 1 << (8 * width) : value))
      case 0x4E, 0x88, 0x89: stack.append(.other)  // NONE, NEWTRUE, NEWFALSE
      case 0x55, 0x43, 0x8C: try skip(take(1))  // SHORT_BINSTRING, SHORT_BINBYTES, SHORT_BINUNICODE
      case 0x54, 0x42, 0x58: try skip(take(4))  // BINSTRING, BINBYTES, BINUNICODE
      case 0x5D: stack.append(.list(List()))  // EMPTY_LIST
      case 0x7D: stack.append(.other)  // EMPTY_DICT
      case 0x29: stack.append(.tuple(nil))  // EMPTY_TUPLE
      case 0x85...0x87:  // TUPLE1 to TUPLE3
        let items = try (0..<Int(code) - 0x84).map { _ in try pop() }
        stack.append(tuple(items.first))
      case 0x74: stack.append(tuple(try popToMark().last))  // TUPLE
      case 0x61:  // APPEND
        let value = try pop()
        try append([value])
      case 0x65:  // APPENDS
        let values = try popToMark()
        try append(values)
      case 0x75: _ = try popToMark()  // SETITEMS
      case 0x73: _ = try (pop(), pop())  // SETITEM
      case 0x52, 0x81:  // REDUCE, NEWOBJ
        _ = try (pop(), pop())
        stack.append(.array(Array()))
      case 0x62:  // BUILD
        let state = try pop()
        build(state)
      case 0x71: memo[try take(1)] = stack.last  // BINPUT
      case 0x72: memo[try take(4)] = stack.last  // LONG_BINPUT
      case 0x94: memo[memo.count] = stack.last  // MEMOIZE
      case 0x68: stack.append(try recalled(take(1)))  // BINGET
      case 0x6A: stack.append(try recalled(take(4)))  // LONG_BINGET
      default: throw reader.failure("a pickle of lists of integers", "the opcode \(code)")
      }
    }
  }

  private func recalled(_ index: Int) throws -> Value {
    guard let value = memo[index] else { throw reader.failure("a pickle", "one that recalls what it never said") }
    return value
  }

  private func tuple(_ last: Value?) -> Value {
    if case .list(let list)? = last { .tuple(list) } else { .tuple(nil) }
  }

  /// An array's state is (version, shape, type, order, items).
  private func build(_ state: Value) {
    if case .array(let array)? = stack.last, case .tuple(let items?) = state { array.items = items }
  }
}

public import KeratinKernels
internal import Synchronization

/// A backend with one result spoiled in one way, to see that tests and cross-checks notice.
public struct FaultyBackend: DerivedBackend {
  public let base: any Backend
  let fault: InjectedFault?
  let result: FaultyResult
  private let calls = Calls()

  /// `fault` says what is wrong, `nil` for nothing; `result` says where; all else is as `base` has it.
  public init(fault: InjectedFault?, in result: FaultyResult, of base: any Backend = TestBackends.naive.kernels) {
    self.base = base
    self.fault = fault
    self.result = result
  }

  public var name: String { "faulty" }
  public var summary: String { "\(base.summary), but for \(result)" }

  /// Spoils `y`, just computed, if it is the one to spoil; `before` is what it held before.
  func spoil<T: Scalar>(_ result: FaultyResult, _ y: inout MutableSpan<T>, _ before: [T]) {
    guard let fault, result == self.result, y.count > 0 else { return }
    switch fault {
    case .offset:
      y[y.count / 2] = y[y.count / 2].increased
    case .missingTail:
      y[y.count - 1] = before[y.count - 1]
    case .accumulating:
      for i in y.indices { y[i] = T(rounding: y[i].asDouble + before[i].asDouble) }
    case .varying:
      if calls.value.add(1, ordering: .relaxed).newValue % 2 == 0 { y[0] = y[0].increased }
    case .transposed, .outOfWorkspace:
      break
    case .outOfBounds:
      changeByte(after: &y)
    }
  }

  /// Writes one byte outside of `y`.
  func changeByte<T: Scalar>(after y: inout MutableSpan<T>) {
    y.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      let end = start + bytes.count
      end.storeBytes(of: ~end.load(as: UInt8.self), as: UInt8.self)
    }
  }

  /// What a result holds.
  func elements<T: Scalar>(_ y: borrowing MutableSpan<T>) -> [T] { y.indices.map { y[$0] } }
}

extension Scalar {
  /// A value near this one that is not it.
  fileprivate var increased: Self {
    Self.elementType.isFloating
      ? Self(rounding: asDouble + 1e-3) : Self(rounding: asDouble == 0 ? 1 : asDouble - asDouble.signum)
  }
}

extension Double {
  fileprivate var signum: Double { self < 0 ? -1 : 1 }
}

/// How often a spoiled kernel was called.
private final class Calls: Sendable {
  let value = Atomic<Int>(0)
}

internal import CThreading

// A closure that does not escape cannot be stored, and `withoutActuallyEscaping` allocates. Passed to C it is two
// words, its function and its context, which are good for as long as the call that it was passed to lasts.
@_silgen_name("kt_borrow")
private func borrow(_ body: (Int) -> Void, _ closure: UnsafeMutablePointer<kt_closure>)

/// The words of a closure, good until the function that got it as an argument returns.
struct BorrowedClosure {
  private var words = kt_closure()

  init() {}

  init(_ body: (Int) -> Void) { borrow(body, &words) }

  func callAsFunction(_ argument: Int) { kt_call(words, argument) }
}

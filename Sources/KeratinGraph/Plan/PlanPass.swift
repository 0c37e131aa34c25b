/// A step of making a plan that turns a program into one that computes the same with less work.
///
/// Passes run in the order of ``Plan/passes``. The place for anything that changes what is computed when: fusing elementwise chains, say.
protocol PlanPass: Sendable {
  func run(_ program: inout Program) throws
}

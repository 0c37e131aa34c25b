/// A step of making a plan that turns a program into one that computes the same with less work.
///
/// Passes run in the order of ``Plan/passes``. Fusion of elementwise chains and epilogues, and grouping of updates, are passes.
protocol PlanPass: Sendable {
  func run(_ program: inout Program) throws
}

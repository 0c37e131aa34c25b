internal import CThreading

extension ThreadPool {
  /// The cores that this process may run on: those of its affinity mask (`taskset`) on Linux, those online elsewhere.
  public static let availableCores = Int(kt_available_cores())
}

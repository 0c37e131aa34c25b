internal import KeratinNaive
internal import KeratinSIMD

/// The backends that every kernel test runs over.
public enum TestBackends {
  /// The reference; on `Double` operands it is the oracle of the tests.
  public static let naive = TestBackend(NaiveBackend(), label: "naive", usesThreads: false)

  /// Every backend built in: naive, and simd once for each instruction set that this machine can run.
  public static let all: [TestBackend] =
    [naive]
    + SIMDBackend.available.map { set in
      TestBackend(SIMDBackend(reference: NaiveBackend(), instructionSet: set), label: "simd (\(set))")
    }
}

import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// What training does to the whole process, seen in a process of its own.
@Suite struct OwnProcessTests {
  private func lines(_ arguments: [String], backend: String = "simd") throws -> (status: Int32, lines: [String]) {
    let outcome = try BuiltProgram(name: "training-probe").run(arguments, environment: ["KERATIN_BACKEND": backend])
    #expect(outcome.errors == "")
    return (outcome.status, outcome.lines.filter { !$0.isEmpty })
  }

  @Test(
    arguments: Backends.all.map(\.name).filter { $0 != "naive" }, ["allocations", "allocations-of-large-kernels"])
  func aTrainingStepAllocatesNothing(backend: String, model: String) throws {
    let (status, lines) = try lines([model], backend: backend)
    try #require(status == 0 && lines.count == 3)
    #if os(Linux)
      #expect(lines[0] == "the counter works: true")
      let counts = try lines.dropFirst().map { try #require(Int($0.drop { $0 != ":" }.dropFirst(2))) }
      #expect(counts[0] > 0, "an epoch allocates")
      #expect(counts[1] == counts[0], "another hundred steps allocate nothing")
    #endif
  }

  @Test(arguments: ["simd", "openblas"].filter { name in Backends.all.contains { $0.name == name } })
  func aCallOfAPredictorAllocatesItsResultOnly(backend: String) throws {
    let (status, lines) = try lines(["serving"], backend: backend)
    try #require(status == 0 && lines.count == 3)
    #if os(Linux)
      let counts = try lines.map { try #require(Int($0.drop { $0 != ":" }.dropFirst(2))) }
      #expect(counts[0] == counts[1], "whatever the model")
      #expect(
        counts[1] <= counts[2] + 1000, "a hundred calls: the result, and the handful of arrays that hold its shape")
    #endif
  }

  @Test func controlCEndsTrainingAfterTheStep() throws {
    let (status, lines) = try lines(["interrupt"])
    #expect(
      lines == [
        "steps: 206", "interrupted: true", "epochs: [0]", "weights are those after the last step: true",
        "interrupted afterwards: false",
      ])
    #expect(status == 2, "the signal that ended the process, which does not train any more")
  }
}

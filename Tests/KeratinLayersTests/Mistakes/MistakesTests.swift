import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct MistakesTests {
  @Test(arguments: Mistake.all)
  func areExplained(_ mistake: Mistake) throws {
    var answer = try #require(self.error(of: mistake.make))
    answer.site = nil
    #expect(answer.description == mistake.message)
  }

  private func error(of make: () throws -> Tensor) -> KeratinError? {
    do {
      let tensor = try make()
      _ = try tensor.scalars(as: Float.self)
      return nil
    } catch {
      return error as? KeratinError
    }
  }

  @Test func nameTheLineOfTheLayersCall() throws {
    let x = Tensor.ones([2, 3])
    let line = #line + 1 as UInt
    let failed = Dense(0)(x)
    #expect(failed.error?.site?.description == "KeratinLayersTests/MistakesTests.swift:\(line)")
    let mergedLine = #line + 1 as UInt
    let merged = add([x, Tensor.ones([2, 4])])
    #expect(merged.error?.site?.line == mergedLine)
    let functionalLine = #line + 1 as UInt
    let functional = Dense(3)(Input(shape: [nil]))
    #expect(functional.error?.site?.line == functionalLine)
  }

  @Test func theFirstIsKeptAndItsPlaces() throws {
    let x = Tensor.ones([2, 3])
    let line = #line + 1 as UInt
    let first = Dense(0, name: "first")(x)
    let last = Flatten(name: "last")(Dense(4, name: "second")(first))
    #expect(last.error?.layerPath == "first" && last.error?.site?.line == line)
    #expect(last.error == first.error && last.rank == 2)

    // Operators know no line; the first layer call that meets their error lends its own, but is not blamed.
    let sum = x + Tensor.ones([4])
    let metLine = #line + 1 as UInt
    let met = Dense(4, name: "innocent")(sum)
    #expect(met.error?.operation == "add" && met.error?.layerPath == nil && met.error?.site?.line == metLine)
  }

  @Test func aTensorThatFailedNeverEntersALayer() {
    let recorder = ModeRecorder()
    let failed = recorder(Tensor.ones([2]) + Tensor.ones([3]))
    #expect(failed.error != nil && failed.rank == 1)
    #expect(recorder.modes.isEmpty && !recorder.isBuilt)
    #expect(recorder([Tensor.ones([2]), failed]).error?.operation == "add")
  }

  @Test func aLayerWorksAfterAMistake() throws {
    let layer = Dense(2, kernelInitializer: .ones)
    #expect(layer(Tensor.ones([3])).error != nil)
    #expect(try layer(Tensor.ones([1, 3])).scalars(as: Float.self) == [3, 3])
    #expect(layer([]).error != nil)
    #expect(layer(Tensor.ones([1, 4])).error != nil)
    #expect(try layer(Tensor.ones([1, 3])).scalars(as: Float.self) == [3, 3])
  }
}

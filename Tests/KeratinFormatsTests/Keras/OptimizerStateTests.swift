import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// What files hold of an optimizer.
@Suite struct OptimizerStateTests {
  /// A model that was compiled and saved without a step: Keras's optimizer does not know the weights yet, and the file has no slots.
  @Test func anOptimizerBeforeItsFirstStepIsWhole() throws {
    try withTemporaryFolder { folder in
      let fixture = Fixture.folder.appending(path: "saved/3.15.1/classifier.keras")
      var archive = try #require(PlainZip(Array(try Data(contentsOf: fixture))))
      let place = try #require(archive.members.firstIndex { $0.name == "model.weights.h5" })
      let weights = folder + "/a.h5"
      try Data(archive.members[place].content).write(to: URL(filePath: weights))
      var arrays = try HDF5.read(weights)
      for name in arrays.keys where name.hasPrefix("optimizer/vars/") {
        if name != "optimizer/vars/0", name != "optimizer/vars/1" { arrays[name] = nil }
      }
      arrays["optimizer/vars/0"] = Tensor([Int32(0)]).reshaped(to: [])
      arrays["optimizer/vars/1"] = Tensor(0.25)
      try HDF5.write(arrays, to: weights)
      archive.members[place].content = Array(try Data(contentsOf: URL(filePath: weights)))
      let path = folder + "/new.keras"
      try write(archive.bytes, to: path)
      let model = try Model.load(path)
      let optimizer = try #require(model.optimizer)
      #expect(optimizer.variables.count > 2)
      #expect(try optimizer.variables[0].value.scalars(as: Int32.self) == [0])
      #expect(try optimizer.variables[1].value.scalars(as: Float.self) == [0.25])
      for slot in optimizer.variables.dropFirst(2) {
        #expect(try slot.value.scalars(as: Float.self).allSatisfy { $0 == 0 })
      }
    }
  }
}

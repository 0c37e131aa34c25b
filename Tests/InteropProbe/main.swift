// Writes models for Keras to open: interop-probe FOLDER. Tests/Fixtures/interop.py says what is done with them.
import Foundation
import Keratin

var export = ModelExport(to: CommandLine.arguments.dropFirst().first ?? ".")
try FileManager.default.createDirectory(atPath: export.folder, withIntermediateDirectories: true)
for native in try nativeModels() {
  try export.export(native.name, native.model, inputs: native.inputs, targets: native.targets, sampleWeight: nil)
}
// What an older version wrote is saved in the form of all; where several wrote a model, the oldest one's is enough.
for version in ["3.3.3", "3.6.0", "3.10.0", "3.15.1"] { try export.exportFixtures(version) }
exit(export.failures == 0 ? 0 : 1)

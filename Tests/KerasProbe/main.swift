import Foundation
import Keratin
import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining

final class GivenMask: Layer {
  let inner: Layer
  override var config: [String: ConfigValue] { inner.config }
  override var resultCount: Int { inner.resultCount }
  init(_ inner: Layer) {
    self.inner = inner
    super.init(elementType: inner.elementType)
  }
  override func build(_ inputs: [Shape]) throws { try inner.buildIfNeeded(Array(inputs.dropLast())) }
  override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let sequences = inputs[0].withMask(inputs[inputs.count - 1] .!= 0)
    return try inner.invoke([sequences] + inputs.dropFirst().dropLast(), context)
  }
}

func tensor(_ t: FixtureTensor, _ type: ElementType) throws -> Tensor {
  try Tensor(t.values, shape: Shape(t.shape), elementType: t.isInteger ? .int32 : type)
}

func near(_ received: Tensor, _ expected: FixtureTensor, _ what: String) throws {
  if let error = received.error { throw error }
  guard received.shape == Shape(expected.shape) else {
    throw FixtureError.missing("shape", "\(what): \(received.shape), Keras's \(expected.shape)")
  }
  let values = try received.scalars(as: Double.self)
  let largest = expected.values.map(\.magnitude).max() ?? 0
  for (index, (a, b)) in zip(values, expected.values).enumerated() where !(abs(a - b) <= 1e-11 * max(abs(b), 1e-2 * largest, 1e-3)) {
    if a.isNaN && b.isNaN { continue }
    throw FixtureError.missing("value", "\(what)[\(index)]: \(a), Keras's \(b)")
  }
}

func masked(_ sample: FixtureCase, full: Bool) throws {
  let make: () throws -> Layer = {
    let layer = try ObjectMaker().layer(sample.serialized("keras.layers"))
    return sample.settings["mask"].bool == true ? GivenMask(layer) : layer
  }
  if full && sample.settings["mask"].bool != true {
    try checkLayer(sample, isSmooth: false, make)
    return
  }
  try FloatPolicy.with(.float64) {
    let layer = try make()
    try layer.buildIfNeeded(sample["inputs"].map { Shape($0.shape) })
    try layer.setWeights(try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) })
    let inputs = try sample["inputs"].map { try tensor($0, .float64) }
    var masks = [Tensor?](repeating: nil, count: inputs.count)
    for (place, mask) in zip(sample.settings["masked"].ints ?? [], sample["masks"]) {
      masks[place] = try Tensor(mask.values, shape: Shape(mask.shape), elementType: .bool)
    }
    for name in ["naive", "simd"] {
      try Backends.with(name == "naive" ? Backends.naive : Backends.simd) {
        let all = try Trace(.eager).run {
          let given = zip(inputs, masks).map { $0.withMask($1) }
          let results = layer.results(given, training: sample.settings["training"].bool)
          if let error = results.compactMap(\.error).first { throw error }
          let terms = try zip(results, sample["upstream"]).map { ($0 * (try tensor($1, .float64))).sum() }
          let loss = terms.dropFirst().reduce(terms[0]) { $0 + $1 }
          return results + (try gradient(of: loss, with: inputs + layer.trainableVariables.map(\.value)))
        }
        let expected = sample["outputs"] + sample["inputGradients"] + sample["weightGradients"]
        guard all.count == expected.count else { throw FixtureError.missing("count", "\(all.count) \(expected.count)") }
        for (index, (a, b)) in zip(all, expected).enumerated() { try near(a, b, "\(name) tensor \(index) of \(sample["outputs"].count) outputs \(sample["inputs"].count) inputs") }
        if let mask = sample["outputMask"].first {
          guard let own = all[0].mask ?? layer.results(zip(inputs, masks).map { $0.withMask($1) }, training: sample.settings["training"].bool)[0].mask else { throw FixtureError.missing("mask", "") }
          guard try own.scalars(as: Double.self) == mask.values else { throw FixtureError.missing("mask", "differs") }
        }
      }
    }
  }
}

func loss(_ sample: FixtureCase) throws {
  try FloatPolicy.with(.float64) {
    let loss = try ModelMaker().loss(sample.serialized("keras.losses"))
    for name in ["naive", "simd"] {
      try Backends.with(name == "naive" ? Backends.naive : Backends.simd) {
        let p = try tensor(sample.tensor("predictions"), .float64)
        let y = try tensor(sample.tensor("targets"), .float64)
        let w = try sample["sampleWeight"].first.map { try tensor($0, .float64) }
        let mask = try sample["mask"].first.map { try Tensor($0.values, shape: Shape($0.shape), elementType: .bool) }
        let results = try Trace(.eager).run {
          let value = try loss(y, p.withMask(mask), sampleWeight: w)
          return [value] + (try gradient(of: value, with: [p], upstream: Tensor.ones(value.shape, elementType: .float64)))
        }
        try near(results[0], sample.tensor("values"), "value")
        try near(results[1], sample.tensor("predictionGradients"), "gradient")
      }
    }
  }
}

func metric(_ sample: FixtureCase) throws {
  try FloatPolicy.with(.float64) {
    let metric = try ModelMaker().metric(sample.serialized("keras.metrics"))
    var results: [Double] = []
    for (index, (y, p)) in zip(sample["targets"], sample["predictions"]).enumerated() {
      let w = sample["sampleWeight"].isEmpty ? nil : try tensor(sample["sampleWeight"][index], .float64)
      try metric.updateState(tensor(y, .float64), tensor(p, .float64), sampleWeight: w)
      results += try metric.result().scalars(as: Double.self)
    }
    let expected = try sample.tensor("results")
    try near(Tensor(results, shape: Shape(expected.shape)), expected, "results")
  }
}

func optimizer(_ sample: FixtureCase) throws {
  try FloatPolicy.with(.float64) {
    let optimizer = try ModelMaker().optimizer(sample.serialized("keras.optimizers"))
    let variables = try zip(["kernel", "bias"], sample["initial"]).map { try Variable($0, tensor($1, .float64)) }
    for step in 0..<5 {
      try optimizer.apply(try sample["gradients"].map { try tensor($0[step], .float64) }, to: variables)
      for (v, e) in zip(variables, sample["weights"]) { try near(v.value, e[step], "weight \(v.path) step \(step)") }
      for (v, e) in zip(optimizer.slots, sample["slots"]) { try near(v.value, e[step], "slot \(v.path) step \(step)") }
    }
    guard optimizer.slots.count == sample["slots"].count else { throw FixtureError.missing("slots", "") }
  }
}

let full = CommandLine.arguments.contains("--full")
for path in CommandLine.arguments.dropFirst() where !path.hasPrefix("--") {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let fixture = try decoder.decode(Fixture.self, from: Data(contentsOf: URL(filePath: path)))
  var failures = 0
  for sample in fixture.cases {
    do {
      try withSession {
        if !sample["gradients"].isEmpty { try optimizer(sample) }
        else if !sample["results"].isEmpty { try metric(sample) }
        else if !sample["predictionGradients"].isEmpty { try loss(sample) }
        else { try masked(sample, full: full) }
      }
    } catch {
      failures += 1
      print("\(sample.name) [\(sample.className ?? "")]: \(error)")
      print("    \(String("\(ConfigValue(sample.config))".prefix(0)))\(sample.settings)")
    }
  }
  print("\(path): \(fixture.cases.count - failures) of \(fixture.cases.count)")
}

import Keratin
import Testing

/// Data sets give the elements that tf.data's would.
@Suite struct DatasetTests {
  private let numbers = TensorDataset(Tensor((0..<10).map { Float($0) }))

  private func values(_ dataset: any Dataset, limit: Int = .max) throws -> [[Float]] {
    try dataset.elements(limit: limit).map { try $0.x.scalars(as: Float.self) }
  }

  @Test func samplesHaveNoBatchAxis() throws {
    let dataset = TensorDataset(Tensor([[1, 2], [3, 4]]), Tensor([5, 6]), sampleWeight: Tensor([7, 8]))
    let elements = try dataset.elements()
    #expect(elements.map(\.x.shape) == [[2], [2]] && elements.map(\.y.shape) == [.scalar, .scalar])
    #expect(try elements[1].x.scalars(as: Float.self) == [3, 4])
    #expect(try elements[1].sampleWeights[0]?.scalar(as: Float.self) == 8)
  }

  @Test func batchesKeepTheRemainderUnlessTold() throws {
    #expect(try values(numbers.batch(4)) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
    #expect(try values(numbers.batch(4, dropRemainder: true)) == [[0, 1, 2, 3], [4, 5, 6, 7]])
    #expect(numbers.batch(4).cardinality == .finite(3))
    #expect(numbers.batch(4, dropRemainder: true).cardinality == .finite(2))
    // Put together one by one, they are the same.
    #expect(try values(numbers.skip(0).batch(4)) == values(numbers.batch(4)))
    #expect(try values(numbers.skip(0).batch(4, dropRemainder: true)) == values(numbers.batch(4, dropRemainder: true)))
    #expect(try numbers.batch(5).batch(2).elements().map(\.x.shape) == [[2, 5]])
  }

  @Test func takesSkipsRepeatsMaps() throws {
    #expect(try values(numbers.skip(8)) == [[8], [9]])
    #expect(try values(numbers.skip(20)).isEmpty)
    #expect(try values(numbers.take(2).repeat(2)) == [[0], [1], [0], [1]])
    #expect(try values(numbers.take(2).repeat(), limit: 5) == [[0], [1], [0], [1], [0]])
    #expect(try values(numbers.take(0).repeat()).isEmpty, "passes without elements end")
    #expect(try values(numbers.take(2).map { Batch($0.x * 2) }) == [[0], [2]])
    let cardinalities = [
      numbers.take(3), numbers.take(30), numbers.skip(3), numbers.repeat(2), numbers.repeat(), numbers.repeat().take(4),
      numbers.repeat(.max), GeneratedDataset { { nil } }, numbers.repeat(0),
    ].map(\.cardinality)
    #expect(
      cardinalities == [
        .finite(3), .finite(10), .finite(7), .finite(20), .infinite, .finite(4), .infinite, .unknown, .finite(0),
      ])
  }

  @Test func shufflesWithinABuffer() throws {
    let shuffled = numbers.shuffle(10, seed: 3)
    let passes = try (0..<2).map { _ in try values(shuffled).flatMap { $0 } }
    #expect(passes.allSatisfy { $0.sorted() == (0..<10).map { Float($0) } })
    #expect(passes[0] != passes[1] && passes[0] != passes[0].sorted())
    #expect(try values(numbers.shuffle(10, seed: 3)).flatMap { $0 } == passes[0])
    let fixed = numbers.shuffle(10, seed: 3, reshuffleEachIteration: false)
    #expect(try values(fixed) == values(fixed))
    // An element can come at most as much earlier as the buffer is long.
    let near = try values(numbers.shuffle(3, seed: 5)).flatMap { $0 }
    #expect(near.enumerated().allSatisfy { Int($1) - $0 <= 2 })
    #expect(try values(numbers.shuffle(1)) == values(numbers))
    func unseeded() throws -> [[Float]] { try withSession(seed: 4) { try values(numbers.shuffle(10)) } }
    #expect(try unseeded() == unseeded())
  }

  @Test func prefetchedElementsAreTheSame() throws {
    #expect(try values(numbers.prefetch(3)) == values(numbers))
    #expect(try values(numbers.prefetch(1).map { $0 }.batch(3).prefetch(2)) == values(numbers.batch(3)))
    #expect(numbers.prefetch(3).cardinality == .finite(10))
  }

  @Test func randomNumbersOnTheThreadFollowFromTheSeed() throws {
    func drawn() throws -> [[Float]] {
      try withSession(seed: 8) {
        try values(GeneratedDataset(count: 3) { _ in Batch(Tensor.randomUniform([4])) }.prefetch(2))
      }
    }
    #expect(try drawn() == drawn())
    #expect(try Set(drawn()).count == 3)
  }

  @Test func mistakesAreErrorsOfThePass() throws {
    let wrong: [any Dataset] = [
      numbers.batch(0), numbers.shuffle(0), numbers.repeat(-1), numbers.take(-1), numbers.skip(-1), numbers.prefetch(0),
      TensorDataset(Tensor([1, 2]), Tensor([1])), TensorDataset(Tensor(1)), TensorDataset(Tensor([Float]())),
      TensorDataset(inputs: []), numbers.batch(0).batch(2).prefetch(1),
    ]
    for dataset in wrong {
      let error = #expect(throws: KeratinError.self) { try dataset.elements() }
      #expect(error?.operation != nil)
    }
    let ragged = GeneratedDataset(count: 2) { Batch(Tensor([Float](repeating: 0, count: $0 + 1))) }.batch(2)
    let error = #expect(throws: KeratinError.self) { try ragged.elements() }
    #expect(error?.received == "float32[2]")
  }

  @Test func splitsIntoTwoParts() throws {
    let (left, right) = try splitDataset(numbers, leftSize: 0.8)
    #expect(try values(left).count == 8 && values(right) == [[8], [9]])
    let (first, last) = try splitDataset(numbers, leftSize: 3, rightSize: 2)
    #expect(try values(first) == [[0], [1], [2]] && values(last) == [[8], [9]])
    let (a, b) = try splitDataset(numbers.batch(4).prefetch(1), rightSize: 0.5)
    #expect(try values(a) == [[0, 1, 2, 3], [4]] && values(b) == [[5, 6, 7, 8], [9]])
    let (c, d) = try splitDataset(numbers, leftSize: 5, shuffle: true, seed: 1)
    #expect(try (values(c) + values(d)).flatMap { $0 }.sorted() == (0..<10).map { Float($0) })
    #expect(try values(c) != values(numbers.take(5)))
    for (left, right) in [(0, nil), (10, nil), (nil, 0), (6, 5), (nil, nil)] as [(PartSize?, PartSize?)] {
      #expect(throws: KeratinError.self) { try splitDataset(numbers, leftSize: left, rightSize: right) }
    }
    for share in [0.0, 1.0, -0.5, .nan, 0.01] {
      #expect(throws: KeratinError.self) { try splitDataset(numbers, leftSize: .share(share)) }
    }
    #expect(throws: KeratinError.self) { try splitDataset(numbers.repeat(), leftSize: 1) }
  }
}

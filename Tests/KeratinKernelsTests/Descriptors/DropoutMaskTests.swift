import KeratinKernels
import Testing

@Suite struct DropoutMaskTests {
  @Test func theThresholdRoundsUp() {
    let stream = RandomStream(key: RandomKey(seed: 0), count: 1)
    let mask = { DropoutMask(stream: stream, rate: $0) }
    #expect(mask(0).threshold == 0 && mask(0).scale == 1)
    #expect(mask(0.5).threshold == 1 << 23 && mask(0.5).scale == 2)
    #expect(mask(1e-9).threshold == 1)
    #expect(mask(1).threshold == 1 << 24 && mask(1).scale == 0)
  }
}

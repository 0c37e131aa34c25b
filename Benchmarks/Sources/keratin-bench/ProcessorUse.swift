/// How many processors this process, and everything else on the machine, keep busy from some moment on.
struct ProcessorUse {
  private let start = ContinuousClock.now
  private let before = Machine.processorSeconds()

  var sinceBeginning: (own: Double, others: Double?) {
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let now = Machine.processorSeconds()
    let own = now.own - before.own
    let all = now.all.flatMap { now in before.all.map { now - $0 } }
    return (own / elapsed, all.map { max(0, $0 - own) / elapsed })
  }
}

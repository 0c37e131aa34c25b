public import KeratinKernels

extension OpenBLASBackend {
  // The projection is one product of the library's, which is faster than one in each step.
  public func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool { false }
}

public import KeratinKernels

extension OpenBLASBackend {
  // The projection is a product of the library's, as all others here.
  public func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool { false }
}

package import KeratinKernels

/// A call for random numbers in a trace: the key from which they follow, and the variable that counts its runs.
package struct RandomDraw {
  package let key: RandomKey
  package let counter: Variable
}

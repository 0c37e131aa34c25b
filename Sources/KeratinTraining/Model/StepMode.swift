/// What a step is for.
enum StepMode: Hashable { case train, test, predict }

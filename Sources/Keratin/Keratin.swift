@_exported public import KeratinFormats
@_exported public import KeratinGraph
@_exported public import KeratinKernels
@_exported public import KeratinLayers
@_exported public import KeratinTraining

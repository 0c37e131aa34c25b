"""Numbers as Python's format() writes them, which paths with places for numbers are filled by."""

from .encoding import case

FORMATS = (
    "", ".0", ".1", ".2", ".3", ".6", ".16", ".17", "+.3", " .4", "08.3", "_^14.4", "<9.2", ">14", ".0f", ".2f", "010.3F",
    "e", ".3e", ".2E", "g", ".0g", ".1g", ".4G", "%", ".1%")

VALUES = [
    0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 10.0, -10.0, 99.5, 99.96, 100.0, 123.0, 999.5, 1000.0, 1234.5, 12345.678, 1e5, 1e6,
    123456789.0, 1e15, 1234567890123456.0, 1e16, 1e17, 1e22, 1e100, 1e-4, 1e-5, 0.00012345, 0.00009999, 1.5e-7, 2 / 3,
    -1 / 3, 3.141592653589793, 0.9999, 9.9996, 5e-324, 1.7976931348623157e308]


def cases():
    for form in FORMATS:
        yield case(
            f"format_{form}", None, series={"values": VALUES},
            settings={"format": form, "texts": [format(value, form) for value in VALUES]})

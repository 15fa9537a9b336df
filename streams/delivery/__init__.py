"""What plugs into Faust so that nothing is lost: each part is small, and each has the test that fails without it.

The parts subclass Faust's own classes; nothing is patched. They are written against the insides of the versions that
`versions` asserts.
"""

from streams.delivery.versions import assert_versions

assert_versions()

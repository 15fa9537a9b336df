"""The parts by which copies are recognised: `fingerprint` and `compare` are the stages that use them."""

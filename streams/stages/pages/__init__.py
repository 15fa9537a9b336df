"""The parts of the page cutter: words, repeats, cohesion, cues, the decision. Only `segment` uses them."""

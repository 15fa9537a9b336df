"""`python -m streams.cli`: how the project starts its own processes."""

from streams.cli import main

main()

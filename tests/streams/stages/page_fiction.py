# ruff: noqa: E501 - a paragraph a line
"""Stories of our own for the page cutter's tests."""

TEXT = """
The harbour of Lindvik will close for three weeks in May so that divers can clear a sunken crane, the port authority said on Monday.
The crane slid off its barge during a storm in February and has blocked the southern basin of the harbour ever since. It weighs 90 tonnes, and the divers will cut it into pieces.
“We have no choice but to close,” said the port authority's director, Greta Solheim. She added that fishing boats would be moved to the old quay while the divers clear the basin.
Solheim expects the southern basin to be open again before the herring season begins in June.

Conductor Emil Radovan will leave the Brennau Philharmonic at the end of the season after eleven years, the orchestra announced on Wednesday.
Radovan, 58, wants to spend more time composing and has accepted a teaching post at the conservatory in Graz.
The board of the Philharmonic has begun looking for a conductor to follow Radovan and hopes to name one by Christmas.

Scientists at the University of Tarnova have developed a vaccine against a fungus that kills bees, according to a study published on Thursday.
Hives whose bees were given the vaccine lost a fifth fewer insects over the winter than other hives, the scientists found.
The vaccine will be sold to beekeepers from next spring, said biologist Ana Petkova, who led the study. The fungus has wiped out thousands of hives in the country.
Petkova's scientists are now testing whether the vaccine protects wild bees as well.

A private railway company, Norrail, plans to run night trains between Oslo and Vienna from 2027, its chief executive Lars Bang told reporters on Friday.
The night trains will have sleeping cars only, and tickets will cost between 90 and 240 euros.
Bang said Norrail had ordered forty sleeping cars from a factory in Poland.

Striker Joao Almada scored twice as Porto Velho beat Santa Rita 3-1 on Saturday to reach the cup final for the first time since 1988.
Almada headed the opener from a corner and volleyed the second just before the break.
Santa Rita, who finished with nine players, pulled one back through a late penalty.
Porto Velho will meet the champions in the final in three weeks.
"""
STORIES = tuple(tuple(block.split("\n")) for block in TEXT.strip().split("\n\n"))
HARBOUR = STORIES[0]
NEWSLETTER = "Sign up for the Gazette's morning newsletter and never miss a story from the coast."

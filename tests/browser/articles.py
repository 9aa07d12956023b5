"""Three articles about invented countries, long enough to be read on a screen."""

ARTICLES = {
    "grain.txt": """---
title: Grain talks resume in Ostrava
outlet: Lindia Wire
published: 2031-03-04
url: https://wire.example/grain
---
OSTRAVA — Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in \
Ostrava within a week, ending a silence that had lasted since January.

“We will not sign a corridor without inspections,” Volan told reporters at the harbour. “Every \
ship is to be looked at, and by both sides.”

The talks had stalled over the price of wheat and over who is to board the ships. Marenia \
wanted its own officers on the quays; Lindia refused.

President Tomas Reku of Marenia answered on Friday that his country “has nothing to hide in \
its holds”. He did not say whether he accepts inspections by both sides.

The port city exports four million tonnes of wheat a year. Harbour master Petra Lund said that \
the cranes were older than the port’s own records and that two of six stood still.

“If they sign in May, we load in June,” Lund said. “If they sign in June, the wheat stays \
where it is.”

An official of the port said that the ferry would stay in the harbour until the talks were over.

Volan warned that a second winter without a corridor would cost Lindia “more than a harvest”.

The corridor would lead from Ostrava along the coast to the strait of Belvar. Fishing boats \
from three villages use the same water, and their owners have asked to be heard.

The talks are to be led by Ines Okafor, who was judge at the maritime court in Belvar. She \
said that she would publish every draft.
""",
    "gas.txt": """---
title: Marenia opens the gas pipeline again in May
outlet: Belvar Herald
published: 2031-03-06
---
President Tomas Reku of Marenia announced that the gas pipeline under the strait would open on \
12 May after four months of repairs.

“The repairs cost more than wheat, and we paid in wheat,” Reku said.

Critics in Lindia called the closure “a political signal”. The energy ministry of Marenia \
denied that and said that a weld had cracked in the cold.

Ada Volan said that Lindia had bought gas elsewhere and would not forget who had sold it.

The ministry said that inspections of the weld would take until the end of April.
""",
    "strait.txt": """---
title: Fishers of Belvar ask for a place at the table
outlet: Coast Courier
published: 2031-03-09
---
The owners of ninety fishing boats asked on Sunday to be heard before any corridor is drawn \
through the strait of Belvar.

“A corridor is a road, and nobody fishes on a road,” said Mara Tolly, who speaks for them.

Ines Okafor, who leads the grain talks, said that she would meet them in Belvar on Wednesday.

Tolly said that inspections of freighters would block the mouth of the harbour for hours. Ada \
Volan told them that “inspections take minutes when holds are open”.
""",
}

"""Questions that are not about how a table gets into a recurrent network: nothing here fits them.

Written down after a first bound was chosen, on sixty others; it was raised since for eighteen that
are about networks and still have no answer here. 28 of these 30 are known as strange.
"""

STRANGE = (
    "how do I bake bread",
    "when does the train to Vienna leave",
    "who painted the Mona Lisa",
    "how do I undo a commit",
    "my printer does not respond",
    "what is the best laptop for students",
    "how to parse json in rust",
    "why does my docker container restart",
    "what is a monad",
    "how tall is Mount Everest",
    "convert pdf to word",
    "how do I rotate a photo",
    "is coffee bad for you",
    "what is a eigenvector",
    "how does k nearest neighbours vote",
    "yolo bounding boxes overlap",
    "which browser is fastest",
    "how to learn spanish quickly",
    "what is quantum entanglement",
    "add a legend to a bar chart",
    "how to hire a data scientist",
    "nginx reverse proxy https",
    "cheapest flight to Rome",
    "what does http 404 stand for",
    "play some music",
    "how are stars born",
    "when was the telephone invented",
    "generate a picture of a cat",
    "summarise this article",
    "delete my account",
)

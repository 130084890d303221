"""What the browser is sent: every key of every scene, and of the numbers that go with it.

A module for each drawing. `python -m lstmviz.diagram.browser.declare` writes these types for the
drawings' code, as browser/scenes.d.ts. What a key means is told where it is made.
"""

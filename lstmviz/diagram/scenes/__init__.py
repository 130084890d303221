"""What is drawn: a dataset and a model become a scene, data that the browser draws and moves."""

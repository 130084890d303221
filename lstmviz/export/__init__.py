"""An experiment as files to take home: they run without this project."""

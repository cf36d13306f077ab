"""The sources: one module each, named for the publisher and product. There is no list to edit: every module
here is a source."""

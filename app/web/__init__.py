"""The chassis that both faces stand on: one factory, one guard, one set of templates and widgets."""

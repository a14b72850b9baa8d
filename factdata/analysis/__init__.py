"""Analyses: functions from tables to tables, without reading files or drawing."""

/* Empty: foreign-function parsers know these types by themselves. */

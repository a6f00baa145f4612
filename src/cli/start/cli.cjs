#!/usr/bin/env node
'use strict'
require('./load-chunks.cjs').load('main.cjs')

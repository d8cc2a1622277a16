/*
 * supportcore.h: everything an application needs, in one include.
 */
#ifndef SUPPORTCORE_H
#define SUPPORTCORE_H

#include "supportcore/base.h"
#include "supportcore/hours.h"
#include "supportcore/message.h"
#include "supportcore/core.h"
#include "supportcore/operation.h"
#include "supportcore/people.h"
#include "supportcore/join.h"
#include "supportcore/reminder.h"
#include "supportcore/ticket.h"
#include "supportcore/report.h"
#include "supportcore/context.h"
#include "supportcore/sla.h"
#include "supportcore/misses.h"
#include "supportcore/policy.h"
#include "supportcore/calendar.h"
#include "supportcore/staffing.h"
#include "supportcore/survey.h"
#include "supportcore/quality.h"
#include "supportcore/event.h"
#include "supportcore/floor.h"
#include "supportcore/authority.h"
#include "supportcore/review.h"
#include "supportcore/ledger.h"
#include "supportcore/kpi.h"
#include "supportcore/scorecard.h"
#include "supportcore/drivers.h"
#include "supportcore/corrective.h"
#include "supportcore/desk.h"
#include "supportcore/outbox.h"
#include "supportcore/json.h"
#include "supportcore/sqlite.h"
#include "supportcore/memory.h"

#endif

// Generated from openapi.yaml by src/contract/generate.ts: do not edit.
export default `openapi: 3.1.0
info:
  title: Callboard API
  version: 0.1.0
  summary: 'Voice-call campaigns: stage contacts, let dialers call them, read the results.'
  description: |
    A **batch** is a campaign: its settings and the contacts to call. Each contact is a **call**.
    Each dialling of a call is an **attempt**, described by one **phone log**. Dialers and telephony
    providers report **events**.

    A batch is a \`draft\` until it is started; it can be paused, resumed, canceled and deleted.

    A dialer reads the open calls (\`filter={"callStatus":"queued"}\`, \`sortOrder=asc\`,
    \`nextAttemptAt\` null or past), dials them and reports events. Callboard does not assign calls:
    dialers that share a batch divide it among themselves, for example by position. Dialers are
    expected to observe \`callingNumbers\`, \`schedule\` and \`retry.delaySeconds\`. \`retry\` also decides
    whether a call is queued again.

    ## Conventions
    - JSON is in camelCase. Times are RFC 3339 in UTC with milliseconds. Telephone numbers are E.164
      with a leading \`+\`. Durations are whole seconds. Money is
      \`{"amount": "0.0140", "currency": "USD"}\` (decimal string, ISO 4217). Ids are UUIDs (version
      7).
    - Every operation requires \`Authorization: Bearer <API key>\`. A key belongs to one workspace and
      carries scopes. A resource of another workspace gets the same response as a resource that does
      not exist.
    - Errors are RFC 9457 \`application/problem+json\` with a stable \`code\`. \`errors\` lists each
      invalid value with its location; checks that depend on an invalid value are skipped.
      Undeclared and repeated query parameters are errors. Text is well-formed Unicode without
      U+0000.
    - Every response carries \`X-Request-Id\`: quote it when you contact support.
  contact:
    name: Callboard
    url: https://github.com/callboard/callboard
  license:
    name: Apache-2.0
    identifier: Apache-2.0
servers:
  - url: /
    description: This server
tags:
  - name: Batches
    description: Campaigns and the results of their calls.
  - name: Calls
    description: The contacts of a batch.
  - name: Erasure
    description: Erasing what is stored of a person, for those who have the right to it.
  - name: Events
    description: Reports from dialers and telephony providers.
security:
  - bearerAuth: []
paths:
  /v1/batches:
    post:
      operationId: createBatch
      tags: [Batches]
      summary: Create a batch
      description: |
        Creates an empty batch in status \`draft\`. Add contacts with *Add calls*, then *Start* it. The
        batch becomes \`completed\` when every call has a final status.
      security:
        - bearerAuth: ['batches:write']
      requestBody:
        required: true
        content:
          application/json:
            x-max-bytes: 262144
            schema: { $ref: '#/components/schemas/NewBatch' }
            examples:
              minimal:
                summary: Required fields only
                value: { name: Spring reminders }
              family:
                summary: Several calls to a number, one per patient
                value: { name: Check-ups, uniqueBy: variables.patientId }
              full:
                summary: With retry, schedule and metadata
                value:
                  name: Spring reminders
                  callingNumbers: ['+12025550100', '+12025550101']
                  retry: { maxAttempts: 3, delaySeconds: 3600, on: [busy, no-answer] }
                  schedule:
                    timeZone: America/New_York
                    startAt: '2026-03-01T14:00:00.000Z'
                    endAt: null
                    windows:
                      - { days: [mon, tue, wed, thu, fri], from: '09:00', to: '17:30' }
                  maxCallSeconds: 3600
                  metadata: { owner: outreach, ticket: CB-118 }
      responses:
        '201':
          description: The batch was created.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
            Location:
              description: Path of the new batch.
              required: true
              schema: { type: string, format: uri-reference, maxLength: 200 }
              example: /v1/batches/019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: draft
                callingNumbers: ['+12025550100']
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 0, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-02-20T08:30:00.000Z'
                startedAt: null
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    get:
      operationId: listBatches
      tags: [Batches]
      summary: List batches
      description: The batches of the workspace, newest first by default. An empty list is a 200.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - $ref: '#/components/parameters/Page'
        - $ref: '#/components/parameters/Limit'
        - name: status
          in: query
          description: Only batches in this status.
          schema: { $ref: '#/components/schemas/BatchStatus' }
          example: active
        - name: search
          in: query
          description: >-
            Only batches whose name contains this text, in whatever case and language; composed and
            decomposed characters (NFC and NFD) are the same.
          schema: { type: string, maxLength: 200 }
          example: spring
        - name: searchIgnore
          in: query
          description: '\`accents\`: \`search\` ignores diacritics.'
          schema: { type: string, enum: [accents] }
          examples:
            accents: { value: accents }
        - name: cursor
          in: query
          description: >-
            The \`nextCursor\` of the previous page, with the same \`status\`, \`search\`, \`searchIgnore\`,
            \`sortBy\` and \`sortOrder\`. Cannot be combined with \`page\`. A batch that is added or
            deleted meanwhile moves no other one; one whose \`updatedAt\` or \`status\` changes while
            it is the sort field may be missed or come twice.
          schema: { type: string, minLength: 1, maxLength: 4096, pattern: '^[A-Za-z0-9_-]+$' }
          examples:
            next: { value: WyIxeDNrOWFkIiw3MV0, x-disabled: true } # not sent by /docs by default
        - name: sortBy
          in: query
          description: Sort field. Ties are broken by id, in the same direction.
          schema: { type: string, enum: [createdAt, updatedAt, name, status], default: createdAt }
          examples:
            age: { value: createdAt }
            name: { value: name }
        - $ref: '#/components/parameters/SortOrder'
      responses:
        '200':
          description: One page of batches.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
            Link: { $ref: '#/components/headers/Link' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/BatchList' }
              example:
                page: 1
                limit: 10
                total: 1
                totalPages: 1
                nextCursor: null
                batches:
                  - id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                    name: Spring reminders
                    status: active
                    callingNumbers: ['+12025550100']
                    retry: { maxAttempts: 3, delaySeconds: 3600, 'on': [busy, no-answer] }
                    schedule: null
                    uniqueBy: phoneNumber
                    maxCallSeconds: 14400
                    metadata: { owner: outreach }
                    counts: { queued: 90, initiated: 0, ringing: 1, in-progress: 2, completed: 6,
                      busy: 0, no-answer: 1, failed: 0, canceled: 0 }
                    createdAt: '2026-02-20T08:30:00.000Z'
                    updatedAt: '2026-03-01T14:05:12.000Z'
                    startedAt: '2026-03-01T14:00:01.000Z'
                    completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}:
    get:
      operationId: getBatch
      tags: [Batches]
      summary: Get batch details
      description: |
        The batch's settings and progress, and one page of its calls, each with its phone logs (one
        per attempt), recording URL and transcript. \`filter\`, \`search\` and the sort parameters
        combine. \`total\` and \`totalPages\` are exact for the calls that \`filter\` and \`search\` select.

        Pages in the default order cost the same at any depth. For deep pages in any other order, or
        with a filter, use \`cursor\`. A filter, search or sort that exceeds the time limit ends in a
        503 with the code \`query_timeout\`.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - name: page
          in: query
          description: >-
            Page number, from 1 (the default). A page after the last one has no calls. Cannot be
            combined with \`cursor\`.
          schema: { type: integer, minimum: 1, maximum: 1000000000 }
          example: 1
        - $ref: '#/components/parameters/Limit'
        - name: filter
          in: query
          description: |
            A JSON object in MongoDB's query language, at most 4,096 bytes of UTF-8:

            - \`{"callStatus": "completed"}\`: equality. \`{"callDuration": {"$gt": 30, "$lte": 60}}\`:
              a range.
            - Operators: \`$eq $ne $gt $gte $lt $lte $in $nin $exists $regex\` (with \`$options: "i"\`)
              \`$not\`; \`$and $or $nor\` over arrays of filters.
            - A field is a field of the call (\`id position phoneNumber callStatus attempts
              nextAttemptAt createdAt updatedAt callDuration answeredBy hangupCause cost
              recordingUrl\`), \`phoneLogs.x\` for any attempt, \`variables.x\`, or a bare name: the
              field of the call with that name if there is one, else \`variables.<name>\`. Dots
              address nested values (\`variables.address.city\`). Escape a dot that is part of a name
              as \`\\.\` and a backslash as \`\\\\\`; in JSON: \`{"variables.car\\\\.loan": "yes"}\`. \`cost\` is
              compared by its amount, as a number.
            - Several conditions on \`phoneLogs.x\` may be met by different attempts, as in MongoDB.
              \`{"phoneLogs": {"$elemMatch": {…}}}\` asks for one attempt that meets them all, with
              the fields of a phone log: \`{"phoneLogs": {"$elemMatch": {"startedAt": {"$gte":
              "2026-03-01T09:00:00Z", "$lt": "2026-03-01T12:00:00Z"}, "callStatus": "busy"}}}\`.
            - \`attempts.<status>\` is the number of attempts with a status:
              \`{"attempts.busy": {"$gte": 2}}\`.
            - As in MongoDB, an array matches when one of its elements matches. \`null\`, \`$ne\` and
              \`$nin\` also match a missing value. Values only compare with values of the same type
              (\`5\` never matches \`"5"\`). Times compare with RFC 3339 strings.
            - \`$regex\` follows the rules of \`search\`, but is case-sensitive unless \`$options\` is
              \`"i"\`.
            - Unlike MongoDB: operands are strings, numbers, booleans or null, never objects or
              arrays; array elements cannot be addressed by index; a null field of a call or phone
              log counts as missing, also for \`$exists\`.
            - A condition on a field of a call or phone log that no call can meet is an error, not an
              empty answer: a value outside an enumeration, a value of another type or form, null
              for a field that always has a value. So is a bare name that is a field elsewhere
              (\`startedAt\`, \`status\`): a variable of that name is \`variables.<name>\`.
            - At most 5 levels deep, 50 terms, 100 values in an \`$in\` or \`$nin\`. Anything else is
              rejected with a 400 whose \`pointer\` locates the error in the filter and whose
              \`message\` says what was probably meant.
          schema: { type: string, maxLength: 4096 }
          examples:
            status: { summary: By status, value: '{"callStatus":"completed"}' }
            mixed:
              summary: Long calls to students
              value: '{"callDuration":{"$gt":1000},"variables.job":{"$in":["student","retired"]}}'
            between:
              summary: Attempted between two times
              value: '{"phoneLogs":{"$elemMatch":{"startedAt":{"$gte":"2026-03-01T09:00:00Z","$lt":"2026-03-01T12:00:00Z"}}}}'
            busy: { summary: Busy twice or more, value: '{"attempts.busy":{"$gte":2}}' }
        - name: sortBy
          in: query
          description: |
            Any field that \`filter\` accepts, for example \`callDuration\`, \`attempts.busy\`, or a dynamic
            one such as \`variables.plan\`. Also \`from startedAt answeredAt endedAt hangupSource
            provider providerCallId\` of the latest phone log (written \`phoneLogs.startedAt\`, or
            \`startedAt\` for short; a variable of that name is \`variables.startedAt\`).

            Ascending order is: missing and null, numbers, strings (by the first 500 code points),
            objects, arrays, booleans. A path descends into objects only, not into arrays. Ties are
            broken by position in the batch, in the direction of \`sortOrder\`, so pages never overlap
            or skip calls. \`createdAt\` is the order in which calls were added.
          schema: { type: string, minLength: 1, maxLength: 200, default: createdAt }
          example: callDuration
        - $ref: '#/components/parameters/SortOrder'
        - name: search
          in: query
          description: |
            A regular expression, matched case-insensitively against the phone number and against
            each dynamic string value separately (nested ones too), so \`^\` and \`$\` match the ends of
            one value. Composed and decomposed characters (NFC and NFD) are the same. \`searchIn\`
            adds transcripts, \`searchIgnore\` ignores accents. A \`+\` before a digit is the character
            where it can repeat nothing, as in \`+1202\`. An empty search is none. The syntax is the
            subset that ECMAScript and POSIX engines share: literals, \`.\`, character classes,
            \`\\d \\w \\s \\D \\W \\S \\b \\B\`, groups, \`|\`, \`^ $\` and quantifiers with bounds up to 255.

            Rejected with a 400 that names the construct: back-references, look-around, named
            groups, \`\\p{…}\`, a bound (\`{…}\`), anchor or word boundary inside a repeated group, and
            patterns that are too large when compiled.
          schema: { type: string, maxLength: 200 }
          examples:
            number: { summary: Numbers that end in 7, value: '^\\+999.*7$' }
            word: { summary: A word in any variable, value: 'technician' }
        - name: searchIn
          in: query
          description: |
            What \`search\` looks at, as a comma-separated list; a call matches if one of them does:
            \`variables\` (the phone number and the dynamic string values) and \`transcript\` (what each
            turn of the latest transcript says).
          style: form
          explode: false
          schema:
            type: array
            minItems: 1
            maxItems: 2
            uniqueItems: true
            items: { type: string, enum: [transcript, variables] }
            default: [variables]
          example: [transcript, variables]
        - name: searchIgnore
          in: query
          description: >-
            \`accents\`: \`search\` ignores diacritics, so that \`Jose\` and \`José\` find each other.
          schema: { type: string, enum: [accents] }
          examples:
            accents: { value: accents }
        - name: cursor
          in: query
          description: >-
            The \`nextCursor\` of the previous page, with the same \`filter\`, \`search\`, \`searchIn\`,
            \`searchIgnore\`, \`sortBy\` and \`sortOrder\`. Cannot be combined with \`page\`. Pages neither
            repeat nor miss a call while calls change if neither the sort field nor what \`filter\`
            and \`search\` look at changes: \`createdAt\`, \`position\`, \`id\`, \`phoneNumber\` and variables
            never change by events. A call whose sort value changes meanwhile may be missed or come
            twice; other calls are not affected.
          schema: { type: string, minLength: 1, maxLength: 4096, pattern: '^[A-Za-z0-9_-]+$' }
          examples:
            next: { value: WyIxeDNrOWFkIiw3MV0, x-disabled: true } # not sent by /docs by default
        - name: include
          in: query
          description: >-
            Which of the larger fields each call includes, as a comma-separated list. All by
            default.
          style: form
          explode: false
          schema:
            type: array
            maxItems: 3
            uniqueItems: true
            items: { type: string, enum: [transcript, phoneLogs, variables] }
            default: [transcript, phoneLogs, variables]
          example: [phoneLogs]
        - name: count
          in: query
          description: >-
            \`none\` skips counting the calls that a filter or search selects: \`total\` and
            \`totalPages\` are null.
          schema: { type: string, enum: [exact, none], default: exact }
          examples:
            exact: { value: exact }
            none: { value: none }
      responses:
        '200':
          description: The batch and one page of its calls.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
            Link: { $ref: '#/components/headers/Link' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/BatchDetails' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: completed
                callingNumbers: ['+12025550100']
                retry: { maxAttempts: 3, delaySeconds: 3600, 'on': [busy, no-answer] }
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: { owner: outreach }
                counts: { queued: 0, initiated: 0, ringing: 0, in-progress: 0, completed: 1,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:01:17.000Z'
                startedAt: '2026-03-01T14:00:01.000Z'
                completedAt: '2026-03-01T14:01:17.000Z'
                page: 1
                limit: 10
                total: 1
                totalPages: 1
                nextCursor: null
                calls:
                  - id: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                    position: 1
                    phoneNumber: '+12025550142'
                    callStatus: completed
                    attempts: 1
                    nextAttemptAt: null
                    createdAt: '2026-02-20T08:31:00.000Z'
                    updatedAt: '2026-03-01T14:01:17.000Z'
                    callDuration: 64
                    answeredBy: human
                    hangupCause: normal_clearing
                    cost: { amount: '0.0140', currency: USD }
                    recordingUrl: https://recordings.example.com/019a2f6e.mp3
                    variables: { firstName: Ada, plan: gold }
                    phoneLogs:
                      - attempt: 1
                        callStatus: completed
                        from: '+12025550100'
                        startedAt: '2026-03-01T14:00:01.000Z'
                        answeredAt: '2026-03-01T14:00:13.000Z'
                        endedAt: '2026-03-01T14:01:17.000Z'
                        callDuration: 64
                        answeredBy: human
                        hangupCause: normal_clearing
                        hangupSource: callee
                        recordingUrl: https://recordings.example.com/019a2f6e.mp3
                        provider: twilio
                        providerCallId: CA1f0e5b6a7c8d9e0f1a2b3c4d5e6f7a8b
                        cost: { amount: '0.0140', currency: USD }
                    transcript:
                      - { speaker: agent, text: 'Good morning, is this Ada?', startSeconds: 0.4 }
                      - { speaker: customer, text: 'Speaking.', startSeconds: 2.1 }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    patch:
      operationId: updateBatch
      tags: [Batches]
      summary: Update a batch
      description: |
        Changes the given settings and leaves the others alone. A setting is replaced as a whole:
        \`schedule: null\` removes the schedule, \`metadata\` replaces all labels.

        \`retry\` can only change while the batch is a \`draft\`, because the state of a call follows
        from its events and \`retry\`. To call with another policy, create a batch of the open calls.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      requestBody:
        required: true
        content:
          application/json:
            x-max-bytes: 262144
            schema: { $ref: '#/components/schemas/BatchUpdate' }
            examples:
              name:
                summary: A new name
                value: { name: 'Spring reminders, second wave' }
              windows:
                summary: Office hours
                value:
                  schedule:
                    timeZone: America/New_York
                    windows:
                      - { days: [mon, tue, wed, thu, fri], from: '09:00', to: '17:30' }
      responses:
        '200':
          description: The batch with its new settings.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: active
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 100, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:00:00.000Z'
                startedAt: '2026-03-01T14:00:00.000Z'
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/RetryFixed' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    delete:
      operationId: deleteBatch
      tags: [Batches]
      summary: Delete a batch
      description: |
        A deleted batch, its calls and their events are 404 for every operation, and events that
        still arrive are rejected. An \`active\` batch is a 409: pause or cancel it first.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      responses:
        '204':
          description: The batch was deleted.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409':
          description: The batch is active.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/problem+json:
              schema: { $ref: '#/components/schemas/IllegalTransitionProblem' }
              example:
                type: /problems#illegal_transition
                title: Illegal transition
                status: 409
                detail: 'The batch is active, which allows: pause, cancel.'
                instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                code: illegal_transition
                requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                batchStatus: active
                allowed: [pause, cancel]
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/search:
    post:
      operationId: searchBatch
      tags: [Batches]
      summary: Search a batch
      description: |
        *Get batch details* with its parameters in the body, and the same answer: for telephone
        numbers and names that must not stand in the logs of proxies, and for long filters. Changes
        nothing. A \`nextCursor\` of either operation continues in both.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      requestBody:
        required: true
        content:
          application/json:
            x-max-bytes: 32768
            schema: { $ref: '#/components/schemas/BatchSearch' }
            examples:
              said:
                summary: What was said, in calls of a minute and more
                value:
                  filter: { callDuration: { $gte: 60 } }
                  search: refund
                  searchIn: [transcript]
                  searchIgnore: accents
                  sortBy: callDuration
                  limit: 50
              number:
                summary: A telephone number
                value: { filter: { phoneNumber: '+12025550142' } }
      responses:
        '200':
          description: The batch and one page of its calls.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/BatchDetails' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: active
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 1, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-02-20T08:31:00.000Z'
                startedAt: '2026-02-20T08:31:00.000Z'
                completedAt: null
                page: 1
                limit: 10
                total: 1
                totalPages: 1
                nextCursor: null
                calls:
                  - id: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                    position: 1
                    phoneNumber: '+12025550142'
                    callStatus: queued
                    attempts: 0
                    nextAttemptAt: null
                    createdAt: '2026-02-20T08:31:00.000Z'
                    updatedAt: '2026-02-20T08:31:00.000Z'
                    callDuration: null
                    answeredBy: null
                    hangupCause: null
                    cost: null
                    recordingUrl: null
                    variables: { firstName: Ada, plan: gold }
                    phoneLogs: []
                    transcript: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/start:
    post:
      operationId: startBatch
      tags: [Batches]
      summary: Start a batch
      description: |
        Makes a \`draft\` active: dialers may take its calls, in the hours of its schedule.

        Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
        which names the status and the moves that are allowed.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      responses:
        '200':
          description: The batch.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: active
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 100, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:00:00.000Z'
                startedAt: '2026-03-01T14:00:00.000Z'
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/IllegalTransition' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/pause:
    post:
      operationId: pauseBatch
      tags: [Batches]
      summary: Pause a batch
      description: |
        Stops the batch from handing out calls. Calls in progress go on, and their events are
        recorded.

        Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
        which names the status and the moves that are allowed.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      responses:
        '200':
          description: The batch.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: paused
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 100, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:00:00.000Z'
                startedAt: '2026-03-01T14:00:00.000Z'
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/IllegalTransition' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/resume:
    post:
      operationId: resumeBatch
      tags: [Batches]
      summary: Resume a batch
      description: |
        Continues a \`paused\` batch. If none of its calls is open any more, it becomes \`completed\`.

        Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
        which names the status and the moves that are allowed.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      responses:
        '200':
          description: The batch.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: active
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 100, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:00:00.000Z'
                startedAt: '2026-03-01T14:00:00.000Z'
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/IllegalTransition' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/cancel:
    post:
      operationId: cancelBatch
      tags: [Batches]
      summary: Cancel a batch
      description: |
        Stops the batch for good. Calls in progress go on, and their events are recorded; calls that
        were never dialled stay \`queued\` in the canceled batch.

        Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
        which names the status and the moves that are allowed.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
      responses:
        '200':
          description: The batch.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Batch' }
              example:
                id: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                name: Spring reminders
                status: canceled
                callingNumbers: []
                retry: null
                schedule: null
                uniqueBy: phoneNumber
                maxCallSeconds: 14400
                metadata: {}
                counts: { queued: 100, initiated: 0, ringing: 0, in-progress: 0, completed: 0,
                  busy: 0, no-answer: 0, failed: 0, canceled: 0 }
                createdAt: '2026-02-20T08:30:00.000Z'
                updatedAt: '2026-03-01T14:00:00.000Z'
                startedAt: '2026-03-01T14:00:00.000Z'
                completedAt: null
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409':
          description: The batch is completed.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/problem+json:
              schema: { $ref: '#/components/schemas/IllegalTransitionProblem' }
              example:
                type: /problems#illegal_transition
                title: Illegal transition
                status: 409
                detail: 'The batch is completed, which allows: delete.'
                instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                code: illegal_transition
                requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                batchStatus: completed
                allowed: [delete]
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/calls:
    post:
      operationId: addCalls
      tags: [Calls]
      summary: Add calls
      description: |
        Adds contacts to a batch. The body is streamed, so its size is not limited by memory.
        \`phoneNumber\` is required; every other column or property becomes a variable. Numbers may be
        written as people do: \`+1 202-555-0143\`, \`0049 30 901820\`, \`(202) 555-0142\` with
        \`defaultCountry=US\`; they are stored in E.164. A row whose number (or what the batch is
        \`uniqueBy\`) is already in the batch, or earlier in the upload, is a duplicate: see
        \`onDuplicate\`. An upload becomes visible all at once, when it is complete. A batch takes one
        upload at a time: another one waits for ten seconds and then gets a 503. \`uploadId\` names
        the upload, to undo it.

        - \`application/json\`: an array of objects. \`application/x-ndjson\`: one object per line.
          Values keep their JSON types.
        - \`text/csv\`: a header row, then one contact per row; UTF-8 with or without a byte order
          mark, \`"\` quotes, LF or CRLF. Cells are stored as text, so \`007\` is preserved, unless
          \`numericColumns\` lists their column. An empty cell is an empty string, or null in a
          numeric column. Files of spreadsheets are read as they are: a first line \`sep=;\`, CR or
          CRLF, empty columns at the end, rows without any cell, spaces around column names.
        - \`multipart/form-data\`: one such file, as \`curl -F file=@contacts.csv\` sends it; its kind
          follows from its media type or the end of its name.

        A number that a double does not hold with every digit (\`9007199254740993\`) rejects its row:
        send it as a string.

        Uploads are atomic: if one row is rejected, nothing is added and the 422 lists the rejected
        rows. With \`onInvalid=skip\` the other rows are added. A row has at most 200 variables and 64
        KiB.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - name: onInvalid
          in: query
          description: 'Effect of a rejected row: \`abort\` adds nothing, \`skip\` adds the other rows.'
          schema: { type: string, enum: [abort, skip], default: abort }
          examples:
            abort: { value: abort }
            skip: { value: skip }
        - name: onDuplicate
          in: query
          description: |
            Effect of a duplicate:

            - \`skip\` keeps the call that is there, and reports the row as a duplicate.
            - \`update\` replaces the variables of the call that is there (and its number, in a batch
              that is \`uniqueBy\` a variable) if it was never dialled and not withdrawn. Otherwise,
              and where a row repeats one of the same upload, it does as \`skip\`. The changes follow
              when every row was accepted, a thousand at a time; if the upload ends in between, send
              it again.
            - \`reject\` makes the row a rejected one.
          schema: { type: string, enum: [skip, update, reject], default: skip }
          examples:
            skip: { value: skip }
            update: { value: update }
            reject: { value: reject }
        - name: phoneColumn
          in: query
          description: The column or property that holds the telephone number.
          schema: { type: string, minLength: 1, maxLength: 100, default: phoneNumber }
          examples:
            mobile: { value: mobile, x-disabled: true }
        - name: defaultCountry
          in: query
          description: >-
            The country of telephone numbers that are written without a country code, as an ISO
            3166-1 code. Without it they are rejected.
          schema: { type: string, pattern: '^[A-Z]{2}$' }
          examples:
            us: { value: US }
        - name: delimiter
          in: query
          description: >-
            Cell separator of the CSV file (\`tab\` is the tab character). By default it is detected
            from the header row.
          schema: { type: string, enum: [',', ';', tab, '|'] }
          examples:
            semicolon: { value: ';', x-disabled: true }
        - name: numericColumns
          in: query
          description: >-
            CSV columns whose cells are stored as numbers, as a comma-separated list. Empty cells
            become null; a row with any other non-number in them is rejected.
          style: form
          explode: false
          schema:
            type: array
            maxItems: 100
            uniqueItems: true
            items: { type: string, minLength: 1, maxLength: 100 }
          examples:
            numbers: { value: [age, balance], x-disabled: true }
      requestBody:
        required: true
        content:
          application/json:
            x-max-bytes: 4294967296
            schema:
              type: array
              description: Any number of contacts.
              items: { $ref: '#/components/schemas/NewCall' }
            example:
              - { phoneNumber: '+12025550142', firstName: Ada, plan: gold }
              - { phoneNumber: '+12025550143', firstName: Grace, plan: null }
          application/x-ndjson:
            x-max-bytes: 4294967296
            schema: { type: string }
            example: |
              {"phoneNumber":"+12025550142","firstName":"Ada"}
              {"phoneNumber":"+12025550143","firstName":"Grace"}
          text/csv:
            x-max-bytes: 4294967296
            schema: { type: string }
            example: |
              phoneNumber,firstName,plan
              +12025550142,Ada,gold
              +12025550143,Grace,
          multipart/form-data:
            x-max-bytes: 4294967296
            schema:
              type: object
              required: [file]
              properties:
                file: { type: string, description: The file. }
            example:
              file: |
                phoneNumber,firstName
                +12025550142,Ada
      responses:
        '201':
          description: The contacts were added.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
            Location:
              description: Path of the upload.
              required: true
              schema: { type: string, format: uri-reference, maxLength: 200 }
              example: "/v1/batches/019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10/uploads/\\
                019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34"
          content:
            application/json:
              schema: { $ref: '#/components/schemas/AddCallsResult' }
              example:
                uploadId: 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
                added: 2
                updated: 0
                duplicateCount: 0
                duplicates: []
                rejectedCount: 0
                rejected: []
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '422': { $ref: '#/components/responses/RowsRejected' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/calls/{callId}:
    get:
      operationId: getCall
      tags: [Calls]
      summary: Get a call
      description: >-
        One call with all its attempts, its full transcript, and its recorded events, oldest first.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/CallId'
      responses:
        '200':
          description: The call.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/CallDetails' }
              example:
                id: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                position: 1
                phoneNumber: '+12025550142'
                callStatus: busy
                attempts: 1
                nextAttemptAt: null
                createdAt: '2026-02-20T08:31:00.000Z'
                updatedAt: '2026-03-01T14:00:09.000Z'
                callDuration: null
                answeredBy: null
                hangupCause: user_busy
                cost: null
                recordingUrl: null
                variables: { firstName: Ada }
                phoneLogs:
                  - attempt: 1
                    callStatus: busy
                    from: '+12025550100'
                    startedAt: '2026-03-01T14:00:01.000Z'
                    answeredAt: null
                    endedAt: '2026-03-01T14:00:09.000Z'
                    callDuration: null
                    answeredBy: null
                    hangupCause: user_busy
                    hangupSource: callee
                    recordingUrl: null
                    provider: twilio
                    providerCallId: CA1f0e5b6a7c8d9e0f1a2b3c4d5e6f7a8b
                    cost: null
                transcript: null
                events:
                  - id: EV1
                    provider: twilio
                    type: initiated
                    attempt: 1
                    at: '2026-03-01T14:00:01.000Z'
                    receivedAt: '2026-03-01T14:00:01.120Z'
                  - id: EV2
                    provider: twilio
                    type: busy
                    attempt: 1
                    at: '2026-03-01T14:00:09.000Z'
                    receivedAt: '2026-03-01T14:00:09.340Z'
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    patch:
      operationId: updateCall
      tags: [Calls]
      summary: Correct a call
      description: |
        Corrects the number or variables of a call that was never dialled and not withdrawn; any
        other one is a 409. The body is a merge patch (RFC 7396): a variable that is null is
        removed, an object is merged, anything else replaces. The result has the bounds of an
        upload's row; integers beyond 2^53 are sent as strings. A number (or what the batch is
        \`uniqueBy\`) that another call of the batch has is a 409.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/CallId'
      requestBody:
        required: true
        content:
          application/merge-patch+json:
            schema: { $ref: '#/components/schemas/CallPatch' }
            example: { phoneNumber: '+12025550149', variables: { plan: silver, firstName: null } }
          application/json:
            schema: { $ref: '#/components/schemas/CallPatch' }
            example: { variables: { plan: silver } }
      responses:
        '200':
          description: The corrected call.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/CallDetails' }
              example:
                id: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                position: 1
                phoneNumber: '+12025550149'
                callStatus: queued
                attempts: 0
                nextAttemptAt: null
                createdAt: '2026-02-20T08:31:00.000Z'
                updatedAt: '2026-02-20T09:12:00.000Z'
                callDuration: null
                answeredBy: null
                hangupCause: null
                cost: null
                recordingUrl: null
                variables: { plan: silver }
                phoneLogs: []
                transcript: null
                events: []
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/CallConflict' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    delete:
      operationId: withdrawCall
      tags: [Calls]
      summary: Withdraw a call
      description: |
        Withdraws a call that was never dialled: its status becomes \`canceled\`, its position stays.
        A withdrawn call is a 204 again; one that was dialled is a 409. Its number stays taken, so
        that the same list, uploaded again, does not bring it back. If a dialer dials it all the
        same, its events are recorded as those of any call, but it is never queued again.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/CallId'
      responses:
        '204':
          description: The call is withdrawn.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/CallNotChangeable' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/calls/{callId}/erase:
    post:
      operationId: eraseCall
      tags: [Erasure]
      summary: Erase the contact of a call
      description: |
        Erases for good what a call tells of a person: number, variables, transcript, recording URLs
        and the provider's ids of its attempts, in its phone logs and events. Its id, position,
        status, times, durations, hangup causes and cost stay, so positions and counts stay right.
        It can be repeated.

        A queued call is never dialled again: it becomes \`canceled\`, or after earlier attempts gets
        the status of the latest. Events that come later are recorded without what was erased. For
        a mother and a child with one number, this erases one of them.
      security:
        - bearerAuth: ['contacts:erase']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/CallId'
      responses:
        '204':
          description: The contact is erased.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/erasures:
    post:
      operationId: eraseContact
      tags: [Erasure]
      summary: Erase a contact
      description: |
        Erases the contact with this number from every batch of the workspace, deleted ones too, as
        *Erase the contact of a call* does for one call, all at once. A number that no call has is a
        200 that counts none. Not included: an upload that is still in progress, the same number in
        the variables of another contact, and what the database keeps for a while, such as its log
        and backups. The number itself is not remembered: an upload can bring it back.
      security:
        - bearerAuth: ['contacts:erase']
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewErasure' }
            example: { phoneNumber: '+12025550142' }
      responses:
        '200':
          description: The contact is erased.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Erasure' }
              example: { calls: 1, batches: 1 }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/batches/{batchId}/uploads/{uploadId}:
    get:
      operationId: getUpload
      tags: [Calls]
      summary: Get an upload
      description: What a complete upload did.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/UploadId'
      responses:
        '200':
          description: The upload.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Upload' }
              example:
                id: 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
                batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                createdAt: '2026-02-20T08:31:00.000Z'
                firstPosition: 1
                lastPosition: 2
                added: 2
                updated: 0
                duplicateCount: 1
                rejectedCount: 0
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
    delete:
      operationId: undoUpload
      tags: [Calls]
      summary: Undo an upload
      description: |
        Removes the calls that an upload added, as if it had not been. That is possible while none
        of them was dialled and no later upload has added calls; an upload that updated earlier
        calls stays, as their former variables are gone. Everything else is a 409 that says why.
        Waits for an upload in progress for ten seconds, and then is a 503.
      security:
        - bearerAuth: ['batches:write']
      parameters:
        - $ref: '#/components/parameters/BatchId'
        - $ref: '#/components/parameters/UploadId'
      responses:
        '204':
          description: The upload is undone.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '404': { $ref: '#/components/responses/NotFound' }
        '409': { $ref: '#/components/responses/UploadNotUndoable' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/calls:
    get:
      operationId: findCalls
      tags: [Calls]
      summary: Find the calls of a number
      description: |
        The calls of one telephone number in all batches of the workspace, latest first, without
        transcripts. No call is an empty list.
      security:
        - bearerAuth: ['batches:read']
      parameters:
        - name: phoneNumber
          in: query
          required: true
          description: >-
            The number in E.164 format. In a URL a \`+\` means a space: write it as \`%2B\`.
          schema: { type: string, minLength: 1, maxLength: 40 }
          example: '+12025550142'
        - $ref: '#/components/parameters/Limit'
        - name: cursor
          in: query
          description: >-
            The \`nextCursor\` of the previous page, with the same \`phoneNumber\`. Calls that are added
            meanwhile come before the first page and move no other one.
          schema: { type: string, minLength: 1, maxLength: 4096, pattern: '^[A-Za-z0-9_-]+$' }
          examples:
            next: { value: WyIxeDNrOWFkIiw3MV0, x-disabled: true } # not sent by /docs by default
      responses:
        '200':
          description: One page of calls.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
            Link:
              description: RFC 8288 links to the \`first\` and \`next\` page, where they exist.
              required: true
              schema: { type: string, maxLength: 32768 }
              example: </v1/calls?phoneNumber=%2B12025550142&limit=10>; rel="first"
          content:
            application/json:
              schema: { $ref: '#/components/schemas/FoundCalls' }
              example:
                limit: 10
                nextCursor: null
                calls:
                  - batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                    batchName: Spring reminders
                    call:
                      id: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                      position: 1
                      phoneNumber: '+12025550142'
                      callStatus: queued
                      attempts: 0
                      nextAttemptAt: null
                      createdAt: '2026-02-20T08:31:00.000Z'
                      updatedAt: '2026-02-20T08:31:00.000Z'
                      callDuration: null
                      answeredBy: null
                      hangupCause: null
                      cost: null
                      recordingUrl: null
                      variables: { firstName: Ada, plan: gold }
                      phoneLogs: []
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
  /v1/call-events:
    post:
      operationId: recordCallEvents
      tags: [Events]
      summary: Record call events
      description: |
        Records up to 1,000 events for calls in any batches of the workspace. The request is atomic:
        if one event is rejected, none of the request is recorded.

        - An event is identified by its call, \`attempt\`, \`provider\` and \`id\`. Sending it again
          unchanged changes nothing and counts as a duplicate. A known id with another \`type\`, \`at\`,
          detail or transcript is a 422 that names the event and the member; so is the same \`type\` and \`at\`
          under another \`attempt\`. A transcript is compared as long as it is the call's latest.
        - Events of a withdrawn call are recorded, but it is never queued again. Events of an erased
          one are recorded without transcript, recording URL and the provider's id.
        - Events may arrive late and in any order: the state of a call depends on the set of its
          events, ordered by \`at\`, not on the order of arrival. Within an attempt, a final status
          takes precedence over any other, and the latest final status wins. \`completed\` in an
          attempt that nobody answered does not replace another final status.
        - When an attempt ends with a status in the batch's \`retry.on\` and attempts remain, the call
          becomes \`queued\` again and gets a \`nextAttemptAt\`.
        - Number the attempts of a batch that retries: the next one is the call's \`attempts\` + 1.
          Events without \`attempt\` are of attempt 1, whose dials are told apart by \`providerCallId\`
          and by time: each counts towards \`retry.maxAttempts\`, and while one may be under way the
          call has its status and is not \`queued\`. An \`initiated\`, \`ringing\` or \`answered\` that is
          later than the end of every dial begins another dial; one \`providerCallId\` is one dial.
          When somebody talks, the attempt is \`in-progress\` even if another dial of it has ended.
          Of several dials under way, an end without \`providerCallId\` ends none.
        - To close a call whose end never comes, report it: \`failed\` or \`canceled\` for that attempt.
          After \`maxCallSeconds\` without a change of the call it is closed in the next response
          that shows it, by an event \`failed\` of provider \`callboard\` with the \`hangupCause\`
          \`end_not_reported\`. It is retried like a failed one, but not if it was answered. An end
          that is reported later replaces this one. The provider \`callboard\` is reserved.
      security:
        - bearerAuth: ['events:write']
      requestBody:
        required: true
        content:
          application/json:
            x-max-bytes: 16777216
            x-in-pieces: { member: events, maxBytes: 1048576 }
            schema: { $ref: '#/components/schemas/NewCallEvents' }
            example:
              events:
                - id: EV1
                  batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                  callId: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                  type: initiated
                  at: '2026-03-01T14:00:01.000Z'
                  from: '+12025550100'
                - id: EV2
                  batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                  callId: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                  type: answered
                  at: '2026-03-01T14:00:13.000Z'
                  answeredBy: human
                - id: EV3
                  batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                  callId: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                  type: completed
                  at: '2026-03-01T14:01:17.000Z'
                  hangupCause: normal_clearing
                  hangupSource: callee
                  cost: { amount: '0.0140', currency: USD }
                - id: EV4
                  batchId: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                  callId: 019a2f6e-9d10-7c3e-8a11-0c5500000001
                  type: transcript-available
                  at: '2026-03-01T14:02:00.000Z'
                  transcript: [{ speaker: agent, text: 'Good morning.', startSeconds: 0.4 }]
      responses:
        '200':
          description: The events were recorded.
          headers:
            X-Request-Id: { $ref: '#/components/headers/RequestId' }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/RecordCallEventsResult' }
              example: { recorded: 4, duplicates: 0 }
        '400': { $ref: '#/components/responses/BadRequest' }
        '401': { $ref: '#/components/responses/Unauthorized' }
        '403': { $ref: '#/components/responses/Forbidden' }
        '413': { $ref: '#/components/responses/ContentTooLarge' }
        '415': { $ref: '#/components/responses/UnsupportedMediaType' }
        '422': { $ref: '#/components/responses/EventsRejected' }
        '429': { $ref: '#/components/responses/TooManyRequests' }
        '500': { $ref: '#/components/responses/InternalError' }
        '503': { $ref: '#/components/responses/Unavailable' }
components:
  securitySchemes:
    bearerAuth:
      type: http
      scheme: bearer
      bearerFormat: API key
      description: |
        An API key such as \`cb_…\`, created with \`deno task keys create\` and printed once. Scopes:
        \`batches:read\`, \`batches:write\`, \`events:write\`, \`contacts:erase\`.
  parameters:
    BatchId:
      name: batchId
      in: path
      required: true
      description: Id of the batch.
      schema: { type: string, format: uuid, maxLength: 36 }
      example: 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
    CallId:
      name: callId
      in: path
      required: true
      description: Id of the call.
      schema: { type: string, format: uuid, maxLength: 36 }
      example: 019a2f6e-9d10-7c3e-8a11-0c5500000001
    UploadId:
      name: uploadId
      in: path
      required: true
      description: Id of the upload.
      schema: { type: string, format: uuid, maxLength: 36 }
      example: 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
    Page:
      name: page
      in: query
      description: >-
        Page number, from 1 (the default). A page after the last one is empty. Cannot be combined
        with \`cursor\`.
      schema: { type: integer, minimum: 1, maximum: 1000000 }
      example: 1
    Limit:
      name: limit
      in: query
      description: Entries per page.
      schema: { type: integer, minimum: 1, maximum: 100, default: 10 }
      example: 10
    SortOrder:
      name: sortOrder
      in: query
      description: Direction of the sort.
      schema: { type: string, enum: [asc, desc], default: desc }
      examples:
        descending: { value: desc }
        ascending: { value: asc }
  headers:
    RequestId:
      description: Id of this request, also in every problem and in the server's log.
      required: true
      schema: { type: string, format: uuid, maxLength: 36 }
      example: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    Link:
      description: RFC 8288 links to the \`first\`, \`prev\`, \`next\` and \`last\` page, where they exist.
      required: true
      schema: { type: string, maxLength: 32768 }
      example: >-
        </v1/batches?page=1>; rel="first", </v1/batches?page=2>; rel="next", </v1/batches?page=9>;
        rel="last"
    RetryAfter:
      description: Seconds to wait before trying again.
      required: true
      schema: { type: integer, minimum: 1, maximum: 3600 }
      example: 5
    WWWAuthenticate:
      description: The required authentication scheme (RFC 6750).
      required: true
      schema: { type: string, maxLength: 200 }
      example: 'Bearer realm="callboard", error="insufficient_scope"'
  responses:
    BadRequest:
      description: >-
        The request does not match this contract; \`errors\` lists each invalid value with its
        location.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/ValidationProblem' }
          example:
            type: /problems#invalid_request
            title: Invalid request
            status: 400
            detail: 'query parameter "filter" at /$where: unknown operator $where'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: invalid_request
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            errors:
              - { in: query, name: filter, pointer: /$where, message: unknown operator $where }
    Unauthorized:
      description: The API key is missing or invalid.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
        WWW-Authenticate: { $ref: '#/components/headers/WWWAuthenticate' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#unauthorized
            title: Unauthorized
            status: 401
            detail: 'Send a valid API key as \`Authorization: Bearer <key>\`.'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: unauthorized
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    Forbidden:
      description: The API key lacks the scope that the operation requires.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
        WWW-Authenticate: { $ref: '#/components/headers/WWWAuthenticate' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#forbidden
            title: Forbidden
            status: 403
            detail: 'The API key lacks the scope batches:read.'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: forbidden
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    NotFound:
      description: The resource does not exist in this workspace.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#not_found
            title: Not found
            status: 404
            detail: There is no such batch in this workspace.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: not_found
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    CallConflict:
      description: >-
        The call was dialled, withdrawn or erased (code \`call_not_changeable\`), or another one has
        the number (\`duplicate_call\`).
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#call_not_changeable
            title: Call cannot be changed
            status: 409
            detail: >-
              The call was dialled (callStatus completed, attempts 1).
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: call_not_changeable
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    CallNotChangeable:
      description: The call was dialled.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#call_not_changeable
            title: Call cannot be changed
            status: 409
            detail: >-
              The call was dialled (callStatus completed, attempts 1).
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: call_not_changeable
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    UploadNotUndoable:
      description: The upload can no longer be undone.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#upload_not_undoable
            title: Upload cannot be undone
            status: 409
            detail: >-
              A later upload has added calls after its own: undo that one first.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: upload_not_undoable
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    IllegalTransition:
      description: The status of the batch does not allow this; \`allowed\` lists the moves it allows.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/IllegalTransitionProblem' }
          example:
            type: /problems#illegal_transition
            title: Illegal transition
            status: 409
            detail: 'The batch is canceled, which allows: delete.'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: illegal_transition
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            batchStatus: canceled
            allowed: [delete]
    RetryFixed:
      description: The retry policy of a batch that is no longer a draft cannot change.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#retry_fixed
            title: Retry policy is fixed
            status: 409
            detail: The retry policy can only change while the batch is a draft.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: retry_fixed
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    ContentTooLarge:
      description: The request body exceeds the size limit of the operation.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#content_too_large
            title: Content too large
            status: 413
            detail: A body of this kind has at most 262144 bytes.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: content_too_large
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    UnsupportedMediaType:
      description: The operation does not accept the media type of the request body.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#unsupported_media_type
            title: Unsupported media type
            status: 415
            detail: 'Send one of: application/json.'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: unsupported_media_type
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    RowsRejected:
      description: Rows were rejected; nothing was added.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/RowsRejectedProblem' }
          example:
            type: /problems#rows_rejected
            title: Rows rejected
            status: 422
            detail: 1 row was rejected; nothing was added.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: rows_rejected
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            rejectedCount: 1
            rejected:
              - line: 3
                column: phoneNumber
                reason: '"5550143" has no country code: write it with +, or send \`defaultCountry\`'
    EventsRejected:
      description: >-
        Events name a batch or call that is not in this workspace, or differ from the known event
        with their id; nothing was recorded.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/ValidationProblem' }
          example:
            type: /problems#events_rejected
            title: Events rejected
            status: 422
            detail: 'body at /events/0/callId: there is no such call in this batch'
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: events_rejected
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            errors:
              - in: body
                pointer: /events/0/callId
                message: there is no such call in this batch
    TooManyRequests:
      description: The caller's workspace has too many requests in progress.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
        Retry-After: { $ref: '#/components/headers/RetryAfter' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#too_many_requests
            title: Too many requests
            status: 429
            detail: >-
              Your workspace has too many requests in progress. Retry when some of them have been
              answered.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: too_many_requests
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    InternalError:
      description: An unexpected error occurred. Retry, or contact support with the request id.
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example:
            type: /problems#internal_error
            title: Internal error
            status: 500
            detail: An unexpected error occurred. Retry, or contact support with the request id.
            instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            code: internal_error
            requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
    Unavailable:
      description: >-
        The database cannot be reached, too many requests are in progress, or the query exceeded the
        time limit (code \`query_timeout\`).
      headers:
        X-Request-Id: { $ref: '#/components/headers/RequestId' }
        Retry-After: { $ref: '#/components/headers/RetryAfter' }
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          examples:
            unavailable:
              summary: The database cannot be reached
              value:
                type: /problems#unavailable
                title: Unavailable
                status: 503
                detail: The database cannot be reached or cannot serve the request. Retry shortly.
                instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                code: unavailable
                requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
            timeout:
              summary: The query took too long
              value:
                type: /problems#query_timeout
                title: Query took too long
                status: 503
                detail: >-
                  The query exceeded the time limit. Narrow the filter or search, sort by
                  \`createdAt\`, or use \`count=none\`; otherwise retry.
                instance: urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
                code: query_timeout
                requestId: 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
  schemas:
    BatchStatus:
      type: string
      description: >-
        \`draft\` until *Start a batch* or the first event; \`active\` until every call is final, which
        makes it \`completed\`; adding calls makes a completed batch active again. \`paused\` and
        \`canceled\` batches hand out no calls.
      enum: [draft, active, paused, completed, canceled]
    CallStatus:
      type: string
      description: >-
        The call statuses that telephony APIs share. Final statuses:
        \`completed busy no-answer failed canceled\`.
      enum: [queued, initiated, ringing, in-progress, completed, busy, no-answer, failed, canceled]
    AnsweredBy:
      type: string
      description: Who or what answered, according to answering machine detection.
      enum: [human, machine_start, machine_end_beep, machine_end_silence, machine_end_other, fax,
        unknown]
    HangupCause:
      type: string
      description: >-
        The name of the ITU-T Q.850 cause, for example \`normal_clearing\` (16), \`user_busy\` (17),
        \`no_answer\` (19), \`call_rejected\` (21), \`unallocated_number\` (1).
      minLength: 1
      maxLength: 64
      pattern: '^[a-z][a-z0-9_]*$'
    HangupSource:
      type: string
      description: Which side ended the attempt.
      enum: [caller, callee, provider, unknown]
    PhoneNumber:
      type: string
      description: 'A telephone number in E.164 format: \`+\` and 7 to 15 digits.'
      maxLength: 16
      pattern: '^\\+[1-9][0-9]{6,14}$'
      examples: ['+12025550142']
    Money:
      type: object
      description: An amount of money.
      required: [amount, currency]
      additionalProperties: false
      properties:
        amount:
          type: string
          description: Decimal number.
          maxLength: 20
          pattern: '^[0-9]{1,12}(\\.[0-9]{1,6})?$'
          examples: ['0.0140']
        currency:
          type: string
          description: ISO 4217 code.
          maxLength: 3
          pattern: '^[A-Z]{3}$'
          examples: [USD]
    RecordingUrl:
      type: string
      description: URL of the recording.
      maxLength: 2000
      pattern: '^https?://[^\\s]+$'
    Retry:
      type: object
      description: When a call is retried.
      required: [maxAttempts, delaySeconds, 'on']
      additionalProperties: false
      properties:
        maxAttempts:
          type: integer
          description: 'Total number of attempts, including the first.'
          minimum: 1
          maximum: 12
        delaySeconds:
          type: integer
          description: Seconds from the end of an attempt to the next one.
          minimum: 0
          maximum: 2592000
        'on':
          type: array
          description: The final statuses that are retried.
          minItems: 1
          maxItems: 3
          uniqueItems: true
          items: { type: string, enum: [busy, no-answer, failed] }
    CallingWindow:
      type: object
      description: Hours in which calls may be made, in the schedule's time zone.
      required: [days, from, to]
      additionalProperties: false
      properties:
        days:
          type: array
          minItems: 1
          maxItems: 7
          uniqueItems: true
          items: { type: string, enum: [mon, tue, wed, thu, fri, sat, sun] }
        from:
          type: string
          description: 'First minute, HH:MM.'
          maxLength: 5
          pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$'
        to:
          type: string
          description: 'End (exclusive), HH:MM, later than \`from\`. \`24:00\` is the end of the day.'
          maxLength: 5
          pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
    Schedule:
      type: object
      description: >-
        When the batch may call: from \`startAt\` until \`endAt\`, which is later than \`startAt\`.
      required: [timeZone]
      additionalProperties: false
      properties:
        timeZone:
          type: string
          description: 'IANA time zone, for example \`Europe/Lisbon\`.'
          minLength: 1
          maxLength: 64
        startAt: { $ref: '#/components/schemas/NullableTime' }
        endAt: { $ref: '#/components/schemas/NullableTime' }
        windows:
          type: array
          description: If empty or missing, calls may be made at any hour.
          maxItems: 21
          items: { $ref: '#/components/schemas/CallingWindow' }
    NewSchedule:
      type: object
      description: >-
        When the batch may call: from \`startAt\` until \`endAt\`, which is later than \`startAt\`.
      required: [timeZone]
      additionalProperties: false
      properties:
        timeZone:
          type: string
          description: 'IANA time zone, for example \`Europe/Lisbon\`.'
          minLength: 1
          maxLength: 64
        startAt: { $ref: '#/components/schemas/NewNullableTime' }
        endAt: { $ref: '#/components/schemas/NewNullableTime' }
        windows:
          type: array
          description: If empty or missing, calls may be made at any hour.
          maxItems: 21
          items: { $ref: '#/components/schemas/CallingWindow' }
    Metadata:
      type: object
      description: Your own labels, stored and returned unchanged.
      maxProperties: 50
      additionalProperties: { type: string, maxLength: 500 }
    CallingNumbers:
      type: array
      description: The numbers that the batch calls from.
      maxItems: 100
      uniqueItems: true
      items: { $ref: '#/components/schemas/PhoneNumber' }
    UniqueBy:
      type: string
      description: |
        What makes a call unique in its batch, for all of its uploads:

        - \`phoneNumber\`: its number; what a batch without \`uniqueBy\` has.
        - \`none\`: nothing; every row is a call, also of a number that is already there.
        - \`variables.<column>\`: the variable of that name, a text or a number, for example
          \`variables.patientId\`. Each row needs it; a mother and a child with one number are two
          calls. The name is taken as it is, with its dots.
      minLength: 4
      maxLength: 110
      pattern: '^(phoneNumber|none|variables\\..{1,100})$'
    MaxCallSeconds:
      type: integer
      description: >-
        A call that does not change for this many seconds while a dial is under way is closed:
        longer than any call lasts. 14,400 (4 hours) if the request has none.
      minimum: 60
      maximum: 604800
    NewBatch:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name:
          type: string
          description: Display name of the batch.
          minLength: 1
          maxLength: 200
        callingNumbers: { $ref: '#/components/schemas/CallingNumbers' }
        retry:
          oneOf:
            - $ref: '#/components/schemas/Retry'
            - type: 'null'
        schedule:
          oneOf:
            - $ref: '#/components/schemas/NewSchedule'
            - type: 'null'
        uniqueBy: { $ref: '#/components/schemas/UniqueBy' }
        maxCallSeconds: { $ref: '#/components/schemas/MaxCallSeconds' }
        metadata: { $ref: '#/components/schemas/Metadata' }
    BatchUpdate:
      type: object
      description: The settings to change; the others stay.
      additionalProperties: false
      properties:
        name:
          type: string
          description: Display name of the batch.
          minLength: 1
          maxLength: 200
        callingNumbers: { $ref: '#/components/schemas/CallingNumbers' }
        retry:
          oneOf:
            - $ref: '#/components/schemas/Retry'
            - type: 'null'
        schedule:
          oneOf:
            - $ref: '#/components/schemas/NewSchedule'
            - type: 'null'
        maxCallSeconds: { $ref: '#/components/schemas/MaxCallSeconds' }
        metadata: { $ref: '#/components/schemas/Metadata' }
    BatchMove:
      type: string
      description: What can be done to a batch, depending on its status.
      enum: [start, pause, resume, cancel, delete]
    CallCounts:
      type: object
      description: The number of calls of the batch in each status; always exact.
      required: [queued, initiated, ringing, in-progress, completed, busy, no-answer, failed,
        canceled]
      additionalProperties: false
      properties:
        queued: { $ref: '#/components/schemas/Count' }
        initiated: { $ref: '#/components/schemas/Count' }
        ringing: { $ref: '#/components/schemas/Count' }
        in-progress: { $ref: '#/components/schemas/Count' }
        completed: { $ref: '#/components/schemas/Count' }
        busy: { $ref: '#/components/schemas/Count' }
        no-answer: { $ref: '#/components/schemas/Count' }
        failed: { $ref: '#/components/schemas/Count' }
        canceled: { $ref: '#/components/schemas/Count' }
    Count: { type: integer, minimum: 0, maximum: 2147483647 }
    Time:
      type: string
      description: RFC 3339 in UTC with milliseconds.
      format: date-time
      maxLength: 24
      pattern: "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\\\.[0-9]{3}Z$"
    NullableTime:
      type: [string, 'null']
      description: 'RFC 3339 in UTC with milliseconds, or null.'
      format: date-time
      maxLength: 24
      pattern: "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\\\.[0-9]{3}Z$"
    NewTime:
      type: string
      description: >-
        RFC 3339 with any offset and up to 9 digits of a second; kept in UTC, cut off after
        milliseconds.
      format: date-time
      maxLength: 40
      pattern: "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\
        (\\\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"
    NewNullableTime:
      type: [string, 'null']
      description: >-
        RFC 3339 with any offset and up to 9 digits of a second, or null; kept in UTC, cut off
        after milliseconds.
      format: date-time
      maxLength: 40
      pattern: "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\
        (\\\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"
    Batch:
      type: object
      required: [id, name, status, callingNumbers, retry, schedule, uniqueBy, maxCallSeconds,
        metadata, counts, createdAt, updatedAt, startedAt, completedAt]
      additionalProperties: false
      properties:
        id: { type: string, format: uuid, maxLength: 36 }
        name: { type: string, minLength: 1, maxLength: 200 }
        status: { $ref: '#/components/schemas/BatchStatus' }
        callingNumbers: { $ref: '#/components/schemas/CallingNumbers' }
        retry:
          oneOf:
            - $ref: '#/components/schemas/Retry'
            - type: 'null'
        schedule:
          oneOf:
            - $ref: '#/components/schemas/Schedule'
            - type: 'null'
        uniqueBy: { $ref: '#/components/schemas/UniqueBy' }
        maxCallSeconds: { $ref: '#/components/schemas/MaxCallSeconds' }
        metadata: { $ref: '#/components/schemas/Metadata' }
        counts: { $ref: '#/components/schemas/CallCounts' }
        createdAt: { $ref: '#/components/schemas/Time' }
        updatedAt: { $ref: '#/components/schemas/Time' }
        startedAt: { $ref: '#/components/schemas/NullableTime' }
        completedAt: { $ref: '#/components/schemas/NullableTime' }
    BatchList:
      type: object
      required: [page, limit, total, totalPages, nextCursor, batches]
      additionalProperties: false
      properties:
        page:
          type: [integer, 'null']
          description: Null when the request has a \`cursor\`.
          minimum: 1
          maximum: 1000000
        limit: { type: integer, minimum: 1, maximum: 100 }
        total: { $ref: '#/components/schemas/Count' }
        totalPages: { $ref: '#/components/schemas/Count' }
        nextCursor:
          type: [string, 'null']
          description: Pass it as \`cursor\` to get the next page; null on the last page.
          maxLength: 4096
        batches:
          type: array
          maxItems: 100
          items: { $ref: '#/components/schemas/Batch' }
    BatchDetails:
      type: object
      required: [id, name, status, callingNumbers, retry, schedule, uniqueBy, maxCallSeconds,
        metadata, counts, createdAt, updatedAt, startedAt, completedAt, page, limit, total,
        totalPages, nextCursor, calls]
      additionalProperties: false
      properties:
        id: { type: string, format: uuid, maxLength: 36 }
        name: { type: string, minLength: 1, maxLength: 200 }
        status: { $ref: '#/components/schemas/BatchStatus' }
        callingNumbers: { $ref: '#/components/schemas/CallingNumbers' }
        retry:
          oneOf:
            - $ref: '#/components/schemas/Retry'
            - type: 'null'
        schedule:
          oneOf:
            - $ref: '#/components/schemas/Schedule'
            - type: 'null'
        uniqueBy: { $ref: '#/components/schemas/UniqueBy' }
        maxCallSeconds: { $ref: '#/components/schemas/MaxCallSeconds' }
        metadata: { $ref: '#/components/schemas/Metadata' }
        counts: { $ref: '#/components/schemas/CallCounts' }
        createdAt: { $ref: '#/components/schemas/Time' }
        updatedAt: { $ref: '#/components/schemas/Time' }
        startedAt: { $ref: '#/components/schemas/NullableTime' }
        completedAt: { $ref: '#/components/schemas/NullableTime' }
        page:
          type: [integer, 'null']
          description: Null when the request has a \`cursor\`.
          minimum: 1
          maximum: 1000000000
        limit: { type: integer, minimum: 1, maximum: 100 }
        total:
          type: [integer, 'null']
          description: 'Exact number of calls that match filter and search; null with \`count=none\`.'
          minimum: 0
          maximum: 2147483647
        totalPages:
          type: [integer, 'null']
          description: '\`total\` divided by \`limit\`, rounded up; null with \`count=none\`.'
          minimum: 0
          maximum: 2147483647
        nextCursor:
          type: [string, 'null']
          description: Pass it as \`cursor\` to get the next page; null on the last page.
          maxLength: 4096
        calls:
          type: array
          description: The calls on this page.
          maxItems: 100
          items: { $ref: '#/components/schemas/Call' }
    BatchSearch:
      type: object
      description: The parameters of *Get batch details*, which describes them.
      additionalProperties: false
      properties:
        page: { type: integer, minimum: 1, maximum: 1000000000 }
        limit: { type: integer, minimum: 1, maximum: 100, default: 10 }
        filter:
          type: object
          description: The filter itself, at most 4,096 bytes as JSON.
          additionalProperties: true
        sortBy: { type: string, minLength: 1, maxLength: 200, default: createdAt }
        sortOrder: { type: string, enum: [asc, desc], default: desc }
        search: { type: string, maxLength: 200 }
        searchIn:
          type: array
          minItems: 1
          maxItems: 2
          uniqueItems: true
          items: { type: string, enum: [transcript, variables] }
          default: [variables]
        searchIgnore: { type: string, enum: [accents] }
        cursor: { type: string, minLength: 1, maxLength: 4096, pattern: '^[A-Za-z0-9_-]+$' }
        include:
          type: array
          maxItems: 3
          uniqueItems: true
          items: { type: string, enum: [transcript, phoneLogs, variables] }
          default: [transcript, phoneLogs, variables]
        count: { type: string, enum: [exact, none], default: exact }
    Variables:
      type: object
      description: The contact's custom columns, of any JSON type.
      additionalProperties: true
    Call:
      type: object
      required: [id, position, phoneNumber, callStatus, attempts, nextAttemptAt, createdAt,
        updatedAt, callDuration, answeredBy, hangupCause, cost, recordingUrl]
      additionalProperties: false
      properties:
        id: { type: string, format: uuid, maxLength: 36 }
        position:
          type: integer
          description: 'Position in the batch, from 1, without gaps.'
          minimum: 1
          maximum: 2147483647
        phoneNumber:
          description: Null once the contact is erased.
          oneOf:
            - $ref: '#/components/schemas/PhoneNumber'
            - type: 'null'
        callStatus: { $ref: '#/components/schemas/CallStatus' }
        attempts: { type: integer, description: Attempts so far., minimum: 0, maximum: 100 }
        nextAttemptAt: { $ref: '#/components/schemas/NullableTime' }
        createdAt: { $ref: '#/components/schemas/Time' }
        updatedAt: { $ref: '#/components/schemas/Time' }
        callDuration:
          type: [integer, 'null']
          description: Seconds from answer to hang-up of the latest attempt.
          minimum: 0
          maximum: 604800
        answeredBy:
          oneOf:
            - $ref: '#/components/schemas/AnsweredBy'
            - type: 'null'
        hangupCause:
          oneOf:
            - $ref: '#/components/schemas/HangupCause'
            - type: 'null'
        cost:
          oneOf:
            - $ref: '#/components/schemas/Money'
            - type: 'null'
        recordingUrl:
          oneOf:
            - $ref: '#/components/schemas/RecordingUrl'
            - type: 'null'
        variables: { $ref: '#/components/schemas/Variables' }
        phoneLogs:
          type: array
          description: One entry per attempt, first to latest.
          maxItems: 100
          items: { $ref: '#/components/schemas/PhoneLog' }
        transcript:
          oneOf:
            - $ref: '#/components/schemas/Transcript'
            - type: 'null'
    FoundCalls:
      type: object
      required: [limit, nextCursor, calls]
      additionalProperties: false
      properties:
        limit: { type: integer, minimum: 1, maximum: 100 }
        nextCursor:
          type: [string, 'null']
          description: Pass it as \`cursor\` to get the next page; null on the last page.
          maxLength: 4096
        calls:
          type: array
          maxItems: 100
          items: { $ref: '#/components/schemas/FoundCall' }
    FoundCall:
      type: object
      required: [batchId, batchName, call]
      additionalProperties: false
      properties:
        batchId: { type: string, format: uuid, maxLength: 36 }
        batchName: { type: string, minLength: 1, maxLength: 200 }
        call: { $ref: '#/components/schemas/Call' }
    CallDetails:
      type: object
      required: [id, position, phoneNumber, callStatus, attempts, nextAttemptAt, createdAt,
        updatedAt, callDuration, answeredBy, hangupCause, cost, recordingUrl, variables, phoneLogs,
        transcript, events]
      additionalProperties: false
      properties:
        id: { type: string, format: uuid, maxLength: 36 }
        position: { type: integer, minimum: 1, maximum: 2147483647 }
        phoneNumber:
          description: Null once the contact is erased.
          oneOf:
            - $ref: '#/components/schemas/PhoneNumber'
            - type: 'null'
        callStatus: { $ref: '#/components/schemas/CallStatus' }
        attempts: { type: integer, minimum: 0, maximum: 100 }
        nextAttemptAt: { $ref: '#/components/schemas/NullableTime' }
        createdAt: { $ref: '#/components/schemas/Time' }
        updatedAt: { $ref: '#/components/schemas/Time' }
        callDuration: { type: [integer, 'null'], minimum: 0, maximum: 604800 }
        answeredBy:
          oneOf:
            - $ref: '#/components/schemas/AnsweredBy'
            - type: 'null'
        hangupCause:
          oneOf:
            - $ref: '#/components/schemas/HangupCause'
            - type: 'null'
        cost:
          oneOf:
            - $ref: '#/components/schemas/Money'
            - type: 'null'
        recordingUrl:
          oneOf:
            - $ref: '#/components/schemas/RecordingUrl'
            - type: 'null'
        variables: { $ref: '#/components/schemas/Variables' }
        phoneLogs:
          type: array
          maxItems: 100
          items: { $ref: '#/components/schemas/PhoneLog' }
        transcript:
          oneOf:
            - $ref: '#/components/schemas/Transcript'
            - type: 'null'
        events:
          type: array
          description: The recorded events of the call, ordered by \`at\`.
          items: { $ref: '#/components/schemas/CallEvent' }
    PhoneLog:
      type: object
      description: One attempt.
      required: [attempt, callStatus, from, startedAt, answeredAt, endedAt, callDuration,
        answeredBy, hangupCause, hangupSource, recordingUrl, provider, providerCallId, cost]
      additionalProperties: false
      properties:
        attempt: { type: integer, minimum: 1, maximum: 100 }
        callStatus: { $ref: '#/components/schemas/CallStatus' }
        from:
          oneOf:
            - $ref: '#/components/schemas/PhoneNumber'
            - type: 'null'
        startedAt: { $ref: '#/components/schemas/NullableTime' }
        answeredAt: { $ref: '#/components/schemas/NullableTime' }
        endedAt: { $ref: '#/components/schemas/NullableTime' }
        callDuration: { type: [integer, 'null'], minimum: 0, maximum: 604800 }
        answeredBy:
          oneOf:
            - $ref: '#/components/schemas/AnsweredBy'
            - type: 'null'
        hangupCause:
          oneOf:
            - $ref: '#/components/schemas/HangupCause'
            - type: 'null'
        hangupSource:
          oneOf:
            - $ref: '#/components/schemas/HangupSource'
            - type: 'null'
        recordingUrl:
          oneOf:
            - $ref: '#/components/schemas/RecordingUrl'
            - type: 'null'
        provider: { type: [string, 'null'], maxLength: 64 }
        providerCallId: { type: [string, 'null'], maxLength: 128 }
        cost:
          oneOf:
            - $ref: '#/components/schemas/Money'
            - type: 'null'
    Turn:
      type: object
      description: One utterance.
      required: [speaker, text]
      additionalProperties: false
      properties:
        speaker:
          type: string
          description: 'For example \`agent\` or \`customer\`.'
          minLength: 1
          maxLength: 64
        text: { type: string, maxLength: 10000 }
        startSeconds:
          type: number
          description: Seconds since the call was answered.
          minimum: 0
          maximum: 604800
    Transcript:
      type: array
      description: The conversation, turn by turn.
      minItems: 1
      maxItems: 5000
      items: { $ref: '#/components/schemas/Turn' }
    CallEvent:
      type: object
      required: [id, provider, type, attempt, at, receivedAt]
      additionalProperties: false
      properties:
        id: { type: string, maxLength: 128 }
        provider: { type: string, maxLength: 64 }
        type: { $ref: '#/components/schemas/CallEventType' }
        attempt: { type: integer, minimum: 1, maximum: 100 }
        at: { $ref: '#/components/schemas/Time' }
        receivedAt: { $ref: '#/components/schemas/Time' }
    CallEventType:
      type: string
      enum: [initiated, ringing, answered, completed, busy, no-answer, failed, canceled,
        recording-available, transcript-available]
    NewCall:
      type: object
      description: A contact; every property except the telephone number becomes a variable.
      required: [phoneNumber]
      maxProperties: 201
      properties:
        phoneNumber: { $ref: '#/components/schemas/PhoneNumber' }
      additionalProperties: true
    DuplicateRow:
      type: object
      required: [line, phoneNumber]
      additionalProperties: false
      properties:
        line:
          type: integer
          description: 'Line of the file, from 1; for a JSON array, the number of the element.'
          minimum: 1
          maximum: 2147483647
        phoneNumber: { $ref: '#/components/schemas/PhoneNumber' }
    RejectedRow:
      type: object
      required: [line, column, reason]
      additionalProperties: false
      properties:
        line:
          type: integer
          description: 'Line of the file, from 1; for a JSON array, the number of the element.'
          minimum: 1
          maximum: 2147483647
        column:
          type: [string, 'null']
          description: 'The invalid column or property; null if the row as a whole is invalid.'
          maxLength: 100
        reason: { type: string, maxLength: 500 }
    AddCallsResult:
      type: object
      required: [uploadId, added, updated, duplicateCount, duplicates, rejectedCount, rejected]
      additionalProperties: false
      properties:
        uploadId: { type: string, format: uuid, maxLength: 36 }
        added: { $ref: '#/components/schemas/Count' }
        updated:
          type: integer
          description: Number of calls that \`onDuplicate=update\` changed.
          minimum: 0
          maximum: 2147483647
        duplicateCount:
          type: integer
          description: Number of duplicates that were skipped.
          minimum: 0
          maximum: 2147483647
        duplicates:
          type: array
          description: The first 100 duplicates.
          maxItems: 100
          items: { $ref: '#/components/schemas/DuplicateRow' }
        rejectedCount: { $ref: '#/components/schemas/Count' }
        rejected:
          type: array
          description: The first 100 rejected rows; always empty without \`onInvalid=skip\`.
          maxItems: 100
          items: { $ref: '#/components/schemas/RejectedRow' }
    Upload:
      type: object
      description: A complete upload.
      required: [id, batchId, createdAt, firstPosition, lastPosition, added, updated,
        duplicateCount, rejectedCount]
      additionalProperties: false
      properties:
        id: { type: string, format: uuid, maxLength: 36 }
        batchId: { type: string, format: uuid, maxLength: 36 }
        createdAt: { $ref: '#/components/schemas/Time' }
        firstPosition:
          type: [integer, 'null']
          description: The position of the first call that it added; null without any.
          minimum: 1
          maximum: 2147483647
        lastPosition:
          type: [integer, 'null']
          description: The position of the last call that it added; null without any.
          minimum: 1
          maximum: 2147483647
        added: { $ref: '#/components/schemas/Count' }
        updated: { $ref: '#/components/schemas/Count' }
        duplicateCount: { $ref: '#/components/schemas/Count' }
        rejectedCount: { $ref: '#/components/schemas/Count' }
    CallPatch:
      type: object
      description: The changes of a call, as a merge patch (RFC 7396).
      additionalProperties: false
      properties:
        phoneNumber: { $ref: '#/components/schemas/PhoneNumber' }
        variables: { $ref: '#/components/schemas/Variables' }
    NewErasure:
      type: object
      required: [phoneNumber]
      additionalProperties: false
      properties:
        phoneNumber: { $ref: '#/components/schemas/PhoneNumber' }
    Erasure:
      type: object
      description: What was erased.
      required: [calls, batches]
      additionalProperties: false
      properties:
        calls: { $ref: '#/components/schemas/Count' }
        batches: { $ref: '#/components/schemas/Count' }
    NewCallEvents:
      type: object
      required: [events]
      additionalProperties: false
      properties:
        events:
          type: array
          minItems: 1
          maxItems: 1000
          items: { $ref: '#/components/schemas/NewCallEvent' }
    NewCallEvent:
      oneOf:
        - $ref: '#/components/schemas/NewProgressEvent'
        - $ref: '#/components/schemas/NewRecordingEvent'
        - $ref: '#/components/schemas/NewTranscriptEvent'
      discriminator:
        propertyName: type
        mapping:
          initiated: '#/components/schemas/NewProgressEvent'
          ringing: '#/components/schemas/NewProgressEvent'
          answered: '#/components/schemas/NewProgressEvent'
          completed: '#/components/schemas/NewProgressEvent'
          busy: '#/components/schemas/NewProgressEvent'
          no-answer: '#/components/schemas/NewProgressEvent'
          failed: '#/components/schemas/NewProgressEvent'
          canceled: '#/components/schemas/NewProgressEvent'
          recording-available: '#/components/schemas/NewRecordingEvent'
          transcript-available: '#/components/schemas/NewTranscriptEvent'
    EventId:
      type: string
      description: The provider's id of the event, its own within an attempt of a call.
      minLength: 1
      maxLength: 128
    NewProgressEvent:
      type: object
      description: >-
        A status change of the call. Any event of an attempt may carry the attempt's details.
      required: [id, batchId, callId, type, at]
      additionalProperties: false
      properties:
        id: { $ref: '#/components/schemas/EventId' }
        batchId: { type: string, format: uuid, maxLength: 36 }
        callId: { type: string, format: uuid, maxLength: 36 }
        type: { type: string,
          enum: [initiated, ringing, answered, completed, busy, no-answer, failed, canceled] }
        at: { $ref: '#/components/schemas/NewTime' }
        attempt:
          type: integer
          description: 'Number of the attempt, from 1. Give it wherever the batch retries.'
          minimum: 1
          maximum: 100
          default: 1
        provider:
          type: string
          description: 'The reporting provider, for example \`twilio\`.'
          minLength: 1
          maxLength: 64
          default: api
        providerCallId:
          type: string
          description: The provider's id of the attempt.
          minLength: 1
          maxLength: 128
        from: { $ref: '#/components/schemas/PhoneNumber' }
        callDuration:
          type: integer
          description: >-
            Seconds from answer to hang-up. If missing, the time from \`answered\` to the end of the
            attempt, however it ended.
          minimum: 0
          maximum: 604800
        answeredBy: { $ref: '#/components/schemas/AnsweredBy' }
        hangupCause: { $ref: '#/components/schemas/HangupCause' }
        hangupSource: { $ref: '#/components/schemas/HangupSource' }
        recordingUrl: { $ref: '#/components/schemas/RecordingUrl' }
        cost: { $ref: '#/components/schemas/Money' }
    NewRecordingEvent:
      type: object
      description: The recording of an attempt is available.
      required: [id, batchId, callId, type, at, recordingUrl]
      additionalProperties: false
      properties:
        id: { $ref: '#/components/schemas/EventId' }
        batchId: { type: string, format: uuid, maxLength: 36 }
        callId: { type: string, format: uuid, maxLength: 36 }
        type: { type: string, const: recording-available }
        at: { $ref: '#/components/schemas/NewTime' }
        attempt:
          type: integer
          description: 'Number of the attempt, from 1. Give it wherever the batch retries.'
          minimum: 1
          maximum: 100
          default: 1
        provider:
          type: string
          description: 'The reporting provider, for example \`twilio\`.'
          minLength: 1
          maxLength: 64
          default: api
        recordingUrl: { $ref: '#/components/schemas/RecordingUrl' }
    NewTranscriptEvent:
      type: object
      description: The transcript of an attempt is available.
      required: [id, batchId, callId, type, at, transcript]
      additionalProperties: false
      properties:
        id: { $ref: '#/components/schemas/EventId' }
        batchId: { type: string, format: uuid, maxLength: 36 }
        callId: { type: string, format: uuid, maxLength: 36 }
        type: { type: string, const: transcript-available }
        at: { $ref: '#/components/schemas/NewTime' }
        attempt:
          type: integer
          description: 'Number of the attempt, from 1. Give it wherever the batch retries.'
          minimum: 1
          maximum: 100
          default: 1
        provider:
          type: string
          description: 'The reporting provider, for example \`twilio\`.'
          minLength: 1
          maxLength: 64
          default: api
        transcript: { $ref: '#/components/schemas/Transcript' }
    RecordCallEventsResult:
      type: object
      required: [recorded, duplicates]
      additionalProperties: false
      properties:
        recorded: { type: integer, description: Number of new events., minimum: 0, maximum: 1000 }
        duplicates:
          type: integer
          description: Number of events that were already recorded.
          minimum: 0
          maximum: 1000
    Problem:
      type: object
      description: RFC 9457 problem details.
      required: [type, title, status, detail, instance, code, requestId]
      additionalProperties: false
      properties:
        type:
          type: string
          description: URL of the problem's documentation.
          format: uri-reference
          maxLength: 200
        title: { type: string, maxLength: 200 }
        status: { type: integer, minimum: 400, maximum: 599 }
        detail: { type: string, maxLength: 2000 }
        instance:
          type: string
          description: Identifies this occurrence of the problem.
          format: uri
          maxLength: 200
        code: { type: string, description: 'Stable, machine-readable code.', maxLength: 64 }
        requestId: { type: string, format: uuid, maxLength: 36 }
    ValidationProblem:
      type: object
      description: RFC 9457 problem details with the location of each error.
      required: [type, title, status, detail, instance, code, requestId, errors]
      additionalProperties: false
      properties:
        type: { type: string, format: uri-reference, maxLength: 200 }
        title: { type: string, maxLength: 200 }
        status: { type: integer, minimum: 400, maximum: 499 }
        detail: { type: string, maxLength: 2000 }
        instance: { type: string, format: uri, maxLength: 200 }
        code: { type: string, maxLength: 64 }
        requestId: { type: string, format: uuid, maxLength: 36 }
        errors:
          type: array
          minItems: 1
          maxItems: 100
          items: { $ref: '#/components/schemas/FieldError' }
    FieldError:
      type: object
      required: [in, message]
      additionalProperties: false
      properties:
        in: { type: string, description: Part of the request., enum: [path, query, header, body] }
        name:
          type: string
          description: 'Name of the parameter; absent for the body.'
          maxLength: 200
        pointer:
          type: string
          description: JSON Pointer (RFC 6901) into the body or the parameter's JSON.
          maxLength: 8192
        message: { type: string, maxLength: 1000 }
    IllegalTransitionProblem:
      type: object
      description: RFC 9457 problem details with what the batch allows.
      required: [type, title, status, detail, instance, code, requestId, batchStatus, allowed]
      additionalProperties: false
      properties:
        type: { type: string, format: uri-reference, maxLength: 200 }
        title: { type: string, maxLength: 200 }
        status: { type: integer, minimum: 400, maximum: 499 }
        detail: { type: string, maxLength: 2000 }
        instance: { type: string, format: uri, maxLength: 200 }
        code: { type: string, maxLength: 64 }
        requestId: { type: string, format: uuid, maxLength: 36 }
        batchStatus: { $ref: '#/components/schemas/BatchStatus' }
        allowed:
          type: array
          maxItems: 5
          uniqueItems: true
          items: { $ref: '#/components/schemas/BatchMove' }
    RowsRejectedProblem:
      type: object
      description: RFC 9457 problem details with the rejected rows.
      required: [type, title, status, detail, instance, code, requestId, rejectedCount, rejected]
      additionalProperties: false
      properties:
        type: { type: string, format: uri-reference, maxLength: 200 }
        title: { type: string, maxLength: 200 }
        status: { type: integer, minimum: 400, maximum: 499 }
        detail: { type: string, maxLength: 2000 }
        instance: { type: string, format: uri, maxLength: 200 }
        code: { type: string, maxLength: 64 }
        requestId: { type: string, format: uuid, maxLength: 36 }
        rejectedCount: { $ref: '#/components/schemas/Count' }
        rejected:
          type: array
          description: The first 100 rejected rows.
          minItems: 1
          maxItems: 100
          items: { $ref: '#/components/schemas/RejectedRow' }
`;

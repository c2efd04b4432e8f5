// Generated from openapi.yaml by src/contract/generate.ts: do not edit.
export interface paths {
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List batches
         * @description The batches of the workspace, newest first by default. An empty list is a 200.
         */
        get: operations["listBatches"];
        put?: never;
        /**
         * Create a batch
         * @description Creates an empty batch in status `draft`. Add contacts with *Add calls*, then *Start* it. The
         *     batch becomes `completed` when every call has a final status.
         */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get batch details
         * @description The batch's settings and progress, and one page of its calls, each with its phone logs (one
         *     per attempt), recording URL and transcript. `filter`, `search` and the sort parameters
         *     combine. `total` and `totalPages` are exact for the calls that `filter` and `search` select.
         *
         *     Pages in the default order cost the same at any depth. For deep pages in any other order, or
         *     with a filter, use `cursor`. A filter, search or sort that exceeds the time limit ends in a
         *     503 with the code `query_timeout`.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        /**
         * Delete a batch
         * @description A deleted batch, its calls and their events are 404 for every operation, and events that
         *     still arrive are rejected. An `active` batch is a 409: pause or cancel it first.
         */
        delete: operations["deleteBatch"];
        options?: never;
        head?: never;
        /**
         * Update a batch
         * @description Changes the given settings and leaves the others alone. A setting is replaced as a whole:
         *     `schedule: null` removes the schedule, `metadata` replaces all labels.
         *
         *     `retry` can only change while the batch is a `draft`, because the state of a call follows
         *     from its events and `retry`. To call with another policy, create a batch of the open calls.
         */
        patch: operations["updateBatch"];
        trace?: never;
    };
    "/v1/batches/{batchId}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search a batch
         * @description *Get batch details* with its parameters in the body, and the same answer: for telephone
         *     numbers and names that must not stand in the logs of proxies, and for long filters. Changes
         *     nothing. A `nextCursor` of either operation continues in both.
         */
        post: operations["searchBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a batch
         * @description Makes a `draft` active: dialers may take its calls, in the hours of its schedule.
         *
         *     Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
         *     which names the status and the moves that are allowed.
         */
        post: operations["startBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a batch
         * @description Stops the batch from handing out calls. Calls in progress go on, and their events are
         *     recorded.
         *
         *     Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
         *     which names the status and the moves that are allowed.
         */
        post: operations["pauseBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a batch
         * @description Continues a `paused` batch. If none of its calls is open any more, it becomes `completed`.
         *
         *     Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
         *     which names the status and the moves that are allowed.
         */
        post: operations["resumeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a batch
         * @description Stops the batch for good. Calls in progress go on, and their events are recorded; calls that
         *     were never dialled stay `queued` in the canceled batch.
         *
         *     Repeating it changes nothing and is a 200. A batch whose status does not allow it is a 409,
         *     which names the status and the moves that are allowed.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add calls
         * @description Adds contacts to a batch. The body is streamed, so its size is not limited by memory.
         *     `phoneNumber` is required; every other column or property becomes a variable. A number that
         *     is already in the batch, or repeated in the upload, is stored once (the first one) and
         *     reported as a duplicate. An upload becomes visible all at once, when it is complete. A batch
         *     takes one upload at a time: another one waits for ten seconds and then gets a 503.
         *
         *     - `application/json`: an array of objects. `application/x-ndjson`: one object per line.
         *       Values keep their JSON types.
         *     - `text/csv`: a header row, then one contact per row; UTF-8 with or without a byte order
         *       mark, `"` quotes, LF or CRLF. Cells are stored as text, so `007` is preserved, unless
         *       `numericColumns` lists their column. An empty cell is an empty string, or null in a
         *       numeric column.
         *
         *     Uploads are atomic: if one row is rejected, nothing is added and the 422 lists the rejected
         *     rows. With `onInvalid=skip` the other rows are added. A row has at most 200 variables and 64
         *     KiB.
         */
        post: operations["addCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/calls/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a call
         * @description One call with all its attempts, its full transcript, and its recorded events, oldest first.
         */
        get: operations["getCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the calls of a number
         * @description The calls of one telephone number in all batches of the workspace, latest first, without
         *     transcripts. No call is an empty list.
         */
        get: operations["findCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record call events
         * @description Records up to 1,000 events for calls in any batches of the workspace. The request is atomic.
         *
         *     - An event is identified by its call, `provider` and `id`: sending it again changes nothing
         *       and counts as a duplicate.
         *     - Events may arrive late and in any order: the state of a call depends on the set of its
         *       events, ordered by `at`, not on the order of arrival. Within an attempt, a final status
         *       takes precedence over any other, and the latest final status wins.
         *     - When an attempt ends with a status in the batch's `retry.on` and attempts remain, the call
         *       becomes `queued` again and gets a `nextAttemptAt`.
         */
        post: operations["recordCallEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description `draft` until *Start a batch* or the first event; `active` until every call is final, which makes it `completed`; adding calls makes a completed batch active again. `paused` and `canceled` batches hand out no calls.
         * @enum {string}
         */
        BatchStatus: "draft" | "active" | "paused" | "completed" | "canceled";
        /**
         * @description The call statuses that telephony APIs share. Final statuses: `completed busy no-answer failed canceled`.
         * @enum {string}
         */
        CallStatus: "queued" | "initiated" | "ringing" | "in-progress" | "completed" | "busy" | "no-answer" | "failed" | "canceled";
        /**
         * @description Who or what answered, according to answering machine detection.
         * @enum {string}
         */
        AnsweredBy: "human" | "machine_start" | "machine_end_beep" | "machine_end_silence" | "machine_end_other" | "fax" | "unknown";
        /** @description The name of the ITU-T Q.850 cause, for example `normal_clearing` (16), `user_busy` (17), `no_answer` (19), `call_rejected` (21), `unallocated_number` (1). */
        HangupCause: string;
        /**
         * @description Which side ended the attempt.
         * @enum {string}
         */
        HangupSource: "caller" | "callee" | "provider" | "unknown";
        /**
         * @description A telephone number in E.164 format: `+` and 7 to 15 digits.
         * @example +12025550142
         */
        PhoneNumber: string;
        /** @description An amount of money. */
        Money: {
            /**
             * @description Decimal number.
             * @example 0.0140
             */
            amount: string;
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: string;
        };
        /** @description URL of the recording. */
        RecordingUrl: string;
        /** @description When a call is retried. */
        Retry: {
            /** @description Total number of attempts, including the first. */
            maxAttempts: number;
            /** @description Seconds from the end of an attempt to the next one. */
            delaySeconds: number;
            /** @description The final statuses that are retried. */
            on: ("busy" | "no-answer" | "failed")[];
        };
        /** @description Hours in which calls may be made, in the schedule's time zone. */
        CallingWindow: {
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** @description First minute, HH:MM. */
            from: string;
            /** @description End (exclusive), HH:MM, later than `from`. `24:00` is the end of the day. */
            to: string;
        };
        /** @description When the batch may call: from `startAt` until `endAt`, which is later than `startAt`. */
        Schedule: {
            /** @description IANA time zone, for example `Europe/Lisbon`. */
            timeZone: string;
            startAt?: components["schemas"]["NullableTime"];
            endAt?: components["schemas"]["NullableTime"];
            /** @description If empty or missing, calls may be made at any hour. */
            windows?: components["schemas"]["CallingWindow"][];
        };
        /** @description Your own labels, stored and returned unchanged. */
        Metadata: {
            [key: string]: string;
        };
        /** @description The numbers that the batch calls from. */
        CallingNumbers: components["schemas"]["PhoneNumber"][];
        NewBatch: {
            /** @description Display name of the batch. */
            name: string;
            callingNumbers?: components["schemas"]["CallingNumbers"];
            retry?: components["schemas"]["Retry"] | null;
            schedule?: components["schemas"]["Schedule"] | null;
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description The settings to change; the others stay. */
        BatchUpdate: {
            /** @description Display name of the batch. */
            name?: string;
            callingNumbers?: components["schemas"]["CallingNumbers"];
            retry?: components["schemas"]["Retry"] | null;
            schedule?: components["schemas"]["Schedule"] | null;
            metadata?: components["schemas"]["Metadata"];
        };
        /**
         * @description What can be done to a batch, depending on its status.
         * @enum {string}
         */
        BatchMove: "start" | "pause" | "resume" | "cancel" | "delete";
        /** @description The number of calls of the batch in each status; always exact. */
        CallCounts: {
            queued: components["schemas"]["Count"];
            initiated: components["schemas"]["Count"];
            ringing: components["schemas"]["Count"];
            "in-progress": components["schemas"]["Count"];
            completed: components["schemas"]["Count"];
            busy: components["schemas"]["Count"];
            "no-answer": components["schemas"]["Count"];
            failed: components["schemas"]["Count"];
            canceled: components["schemas"]["Count"];
        };
        Count: number;
        /**
         * Format: date-time
         * @description RFC 3339; responses are in UTC.
         */
        Time: string;
        /**
         * Format: date-time
         * @description RFC 3339, or null; responses are in UTC.
         */
        NullableTime: string | null;
        Batch: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["BatchStatus"];
            callingNumbers: components["schemas"]["CallingNumbers"];
            retry: components["schemas"]["Retry"] | null;
            schedule: components["schemas"]["Schedule"] | null;
            metadata: components["schemas"]["Metadata"];
            counts: components["schemas"]["CallCounts"];
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            startedAt: components["schemas"]["NullableTime"];
            completedAt: components["schemas"]["NullableTime"];
        };
        BatchList: {
            /** @description Null when the request has a `cursor`. */
            page: number | null;
            limit: number;
            total: components["schemas"]["Count"];
            totalPages: components["schemas"]["Count"];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
            batches: components["schemas"]["Batch"][];
        };
        BatchDetails: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["BatchStatus"];
            callingNumbers: components["schemas"]["CallingNumbers"];
            retry: components["schemas"]["Retry"] | null;
            schedule: components["schemas"]["Schedule"] | null;
            metadata: components["schemas"]["Metadata"];
            counts: components["schemas"]["CallCounts"];
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            startedAt: components["schemas"]["NullableTime"];
            completedAt: components["schemas"]["NullableTime"];
            /** @description Null when the request has a `cursor`. */
            page: number | null;
            limit: number;
            /** @description Exact number of calls that match filter and search; null with `count=none`. */
            total: number | null;
            /** @description `total` divided by `limit`, rounded up; null with `count=none`. */
            totalPages: number | null;
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
            /** @description The calls on this page. */
            calls: components["schemas"]["Call"][];
        };
        /** @description The parameters of *Get batch details*, which describes them. */
        BatchSearch: {
            page?: number;
            /** @default 10 */
            limit: number;
            /** @description The filter itself, at most 4,096 bytes as JSON. */
            filter?: {
                [key: string]: unknown;
            };
            /** @default createdAt */
            sortBy: string;
            /**
             * @default desc
             * @enum {string}
             */
            sortOrder: "asc" | "desc";
            search?: string;
            /**
             * @default [
             *       "variables"
             *     ]
             */
            searchIn: ("transcript" | "variables")[];
            /** @enum {string} */
            searchIgnore?: "accents";
            cursor?: string;
            /**
             * @default [
             *       "transcript",
             *       "phoneLogs",
             *       "variables"
             *     ]
             */
            include: ("transcript" | "phoneLogs" | "variables")[];
            /**
             * @default exact
             * @enum {string}
             */
            count: "exact" | "none";
        };
        /** @description The contact's custom columns, of any JSON type. */
        Variables: {
            [key: string]: unknown;
        };
        Call: {
            /** Format: uuid */
            id: string;
            /** @description Position in the batch, from 1, without gaps. */
            position: number;
            phoneNumber: components["schemas"]["PhoneNumber"];
            callStatus: components["schemas"]["CallStatus"];
            /** @description Attempts so far. */
            attempts: number;
            nextAttemptAt: components["schemas"]["NullableTime"];
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            /** @description Seconds from answer to hang-up of the latest attempt. */
            callDuration: number | null;
            answeredBy: components["schemas"]["AnsweredBy"] | null;
            hangupCause: components["schemas"]["HangupCause"] | null;
            cost: components["schemas"]["Money"] | null;
            recordingUrl: components["schemas"]["RecordingUrl"] | null;
            variables?: components["schemas"]["Variables"];
            /** @description One entry per attempt, first to latest. */
            phoneLogs?: components["schemas"]["PhoneLog"][];
            transcript?: components["schemas"]["Transcript"] | null;
        };
        FoundCalls: {
            limit: number;
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
            calls: components["schemas"]["FoundCall"][];
        };
        FoundCall: {
            /** Format: uuid */
            batchId: string;
            batchName: string;
            call: components["schemas"]["Call"];
        };
        CallDetails: {
            /** Format: uuid */
            id: string;
            position: number;
            phoneNumber: components["schemas"]["PhoneNumber"];
            callStatus: components["schemas"]["CallStatus"];
            attempts: number;
            nextAttemptAt: components["schemas"]["NullableTime"];
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            callDuration: number | null;
            answeredBy: components["schemas"]["AnsweredBy"] | null;
            hangupCause: components["schemas"]["HangupCause"] | null;
            cost: components["schemas"]["Money"] | null;
            recordingUrl: components["schemas"]["RecordingUrl"] | null;
            variables: components["schemas"]["Variables"];
            phoneLogs: components["schemas"]["PhoneLog"][];
            transcript: components["schemas"]["Transcript"] | null;
            /** @description The recorded events of the call, ordered by `at`. */
            events: components["schemas"]["CallEvent"][];
        };
        /** @description One attempt. */
        PhoneLog: {
            attempt: number;
            callStatus: components["schemas"]["CallStatus"];
            from: components["schemas"]["PhoneNumber"] | null;
            startedAt: components["schemas"]["NullableTime"];
            answeredAt: components["schemas"]["NullableTime"];
            endedAt: components["schemas"]["NullableTime"];
            callDuration: number | null;
            answeredBy: components["schemas"]["AnsweredBy"] | null;
            hangupCause: components["schemas"]["HangupCause"] | null;
            hangupSource: components["schemas"]["HangupSource"] | null;
            recordingUrl: components["schemas"]["RecordingUrl"] | null;
            provider: string | null;
            providerCallId: string | null;
            cost: components["schemas"]["Money"] | null;
        };
        /** @description One utterance. */
        Turn: {
            /** @description For example `agent` or `customer`. */
            speaker: string;
            text: string;
            /** @description Seconds since the call was answered. */
            startSeconds?: number;
        };
        /** @description The conversation, turn by turn. */
        Transcript: components["schemas"]["Turn"][];
        CallEvent: {
            id: string;
            provider: string;
            type: components["schemas"]["CallEventType"];
            attempt: number;
            at: components["schemas"]["Time"];
            receivedAt: components["schemas"]["Time"];
        };
        /** @enum {string} */
        CallEventType: "initiated" | "ringing" | "answered" | "completed" | "busy" | "no-answer" | "failed" | "canceled" | "recording-available" | "transcript-available";
        /** @description A contact; every property except the telephone number becomes a variable. */
        NewCall: {
            phoneNumber: components["schemas"]["PhoneNumber"];
        } & {
            [key: string]: unknown;
        };
        DuplicateRow: {
            /** @description Line of the file, from 1; for a JSON array, the number of the element. */
            line: number;
            phoneNumber: components["schemas"]["PhoneNumber"];
        };
        RejectedRow: {
            /** @description Line of the file, from 1; for a JSON array, the number of the element. */
            line: number;
            /** @description The invalid column or property; null if the row as a whole is invalid. */
            column: string | null;
            reason: string;
        };
        AddCallsResult: {
            added: components["schemas"]["Count"];
            duplicateCount: components["schemas"]["Count"];
            /** @description The first 100 duplicates. */
            duplicates: components["schemas"]["DuplicateRow"][];
            rejectedCount: components["schemas"]["Count"];
            /** @description The first 100 rejected rows; always empty without `onInvalid=skip`. */
            rejected: components["schemas"]["RejectedRow"][];
        };
        NewCallEvents: {
            events: components["schemas"]["NewCallEvent"][];
        };
        NewCallEvent: components["schemas"]["NewProgressEvent"] | components["schemas"]["NewRecordingEvent"] | components["schemas"]["NewTranscriptEvent"];
        /** @description The provider's id of the event. */
        EventId: string;
        /** @description A status change of the call. Any event of an attempt may carry the attempt's details. */
        NewProgressEvent: {
            id: components["schemas"]["EventId"];
            /** Format: uuid */
            batchId: string;
            /** Format: uuid */
            callId: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "initiated" | "ringing" | "answered" | "completed" | "busy" | "no-answer" | "failed" | "canceled";
            at: components["schemas"]["Time"];
            /**
             * @description Number of the attempt, from 1.
             * @default 1
             */
            attempt: number;
            /**
             * @description The reporting provider, for example `twilio`.
             * @default api
             */
            provider: string;
            /** @description The provider's id of the attempt. */
            providerCallId?: string;
            from?: components["schemas"]["PhoneNumber"];
            /** @description Seconds from answer to hang-up. If missing, the time between the two events. */
            callDuration?: number;
            answeredBy?: components["schemas"]["AnsweredBy"];
            hangupCause?: components["schemas"]["HangupCause"];
            hangupSource?: components["schemas"]["HangupSource"];
            recordingUrl?: components["schemas"]["RecordingUrl"];
            cost?: components["schemas"]["Money"];
        };
        /** @description The recording of an attempt is available. */
        NewRecordingEvent: {
            id: components["schemas"]["EventId"];
            /** Format: uuid */
            batchId: string;
            /** Format: uuid */
            callId: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "recording-available";
            at: components["schemas"]["Time"];
            /**
             * @description Number of the attempt, from 1.
             * @default 1
             */
            attempt: number;
            /**
             * @description The reporting provider, for example `twilio`.
             * @default api
             */
            provider: string;
            recordingUrl: components["schemas"]["RecordingUrl"];
        };
        /** @description The transcript of an attempt is available. */
        NewTranscriptEvent: {
            id: components["schemas"]["EventId"];
            /** Format: uuid */
            batchId: string;
            /** Format: uuid */
            callId: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "transcript-available";
            at: components["schemas"]["Time"];
            /**
             * @description Number of the attempt, from 1.
             * @default 1
             */
            attempt: number;
            /**
             * @description The reporting provider, for example `twilio`.
             * @default api
             */
            provider: string;
            transcript: components["schemas"]["Transcript"];
        };
        RecordCallEventsResult: {
            /** @description Number of new events. */
            recorded: number;
            /** @description Number of events that were already recorded. */
            duplicates: number;
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            /**
             * Format: uri-reference
             * @description URL of the problem's documentation.
             */
            type: string;
            title: string;
            status: number;
            detail: string;
            /**
             * Format: uri
             * @description Identifies this occurrence of the problem.
             */
            instance: string;
            /** @description Stable, machine-readable code. */
            code: string;
            /** Format: uuid */
            requestId: string;
        };
        /** @description RFC 9457 problem details with the location of each error. */
        ValidationProblem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** Format: uri */
            instance: string;
            code: string;
            /** Format: uuid */
            requestId: string;
            errors: components["schemas"]["FieldError"][];
        };
        FieldError: {
            /**
             * @description Part of the request.
             * @enum {string}
             */
            in: "path" | "query" | "header" | "body";
            /** @description Name of the parameter; absent for the body. */
            name?: string;
            /** @description JSON Pointer (RFC 6901) into the body or the parameter's JSON. */
            pointer?: string;
            message: string;
        };
        /** @description RFC 9457 problem details with what the batch allows. */
        IllegalTransitionProblem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** Format: uri */
            instance: string;
            code: string;
            /** Format: uuid */
            requestId: string;
            batchStatus: components["schemas"]["BatchStatus"];
            allowed: components["schemas"]["BatchMove"][];
        };
        /** @description RFC 9457 problem details with the rejected rows. */
        RowsRejectedProblem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** Format: uri */
            instance: string;
            code: string;
            /** Format: uuid */
            requestId: string;
            rejectedCount: components["schemas"]["Count"];
            /** @description The first 100 rejected rows. */
            rejected: components["schemas"]["RejectedRow"][];
        };
    };
    responses: {
        /** @description The request does not match this contract; `errors` lists each invalid value with its location. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#invalid_request",
                 *       "title": "Invalid request",
                 *       "status": 400,
                 *       "detail": "query parameter \"filter\" at /$where: unknown operator $where",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "invalid_request",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "errors": [
                 *         {
                 *           "in": "query",
                 *           "name": "filter",
                 *           "pointer": "/$where",
                 *           "message": "unknown operator $where"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The API key is missing or invalid. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#unauthorized",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "Send a valid API key as `Authorization: Bearer <key>`.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "unauthorized",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The API key lacks the scope that the operation requires. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#forbidden",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "The API key lacks the scope batches:read.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "forbidden",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The resource does not exist in this workspace. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#not_found",
                 *       "title": "Not found",
                 *       "status": 404,
                 *       "detail": "There is no such batch in this workspace.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "not_found",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The status of the batch does not allow this; `allowed` lists the moves it allows. */
        IllegalTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#illegal_transition",
                 *       "title": "Illegal transition",
                 *       "status": 409,
                 *       "detail": "The batch is canceled, which allows: delete.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "illegal_transition",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "batchStatus": "canceled",
                 *       "allowed": [
                 *         "delete"
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["IllegalTransitionProblem"];
            };
        };
        /** @description The retry policy of a batch that is no longer a draft cannot change. */
        RetryFixed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#retry_fixed",
                 *       "title": "Retry policy is fixed",
                 *       "status": 409,
                 *       "detail": "The retry policy can only change while the batch is a draft.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "retry_fixed",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request body exceeds the size limit of the operation. */
        ContentTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#content_too_large",
                 *       "title": "Content too large",
                 *       "status": 413,
                 *       "detail": "A body of this kind has at most 262144 bytes.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "content_too_large",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The operation does not accept the media type of the request body. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#unsupported_media_type",
                 *       "title": "Unsupported media type",
                 *       "status": 415,
                 *       "detail": "Send one of: application/json.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "unsupported_media_type",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Rows were rejected; nothing was added. */
        RowsRejected: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#rows_rejected",
                 *       "title": "Rows rejected",
                 *       "status": 422,
                 *       "detail": "1 row was rejected; nothing was added.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "rows_rejected",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "rejectedCount": 1,
                 *       "rejected": [
                 *         {
                 *           "line": 3,
                 *           "column": "phoneNumber",
                 *           "reason": "not an E.164 number: it must start with + and hold 7 to 15 digits"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["RowsRejectedProblem"];
            };
        };
        /** @description Events name a batch or call that is not in this workspace; nothing was recorded. */
        EventsRejected: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#events_rejected",
                 *       "title": "Events rejected",
                 *       "status": 422,
                 *       "detail": "body at /events/0/callId: there is no such call in this batch",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "events_rejected",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "errors": [
                 *         {
                 *           "in": "body",
                 *           "pointer": "/events/0/callId",
                 *           "message": "there is no such call in this batch"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The caller's workspace has too many requests in progress. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#too_many_requests",
                 *       "title": "Too many requests",
                 *       "status": 429,
                 *       "detail": "Your workspace has too many requests in progress. Retry when some of them have been answered.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "too_many_requests",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An unexpected error occurred. Retry, or contact support with the request id. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#internal_error",
                 *       "title": "Internal error",
                 *       "status": 500,
                 *       "detail": "An unexpected error occurred. Retry, or contact support with the request id.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "internal_error",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database cannot be reached, too many requests are in progress, or the query exceeded the time limit (code `query_timeout`). */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Id of the batch.
         * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
         */
        BatchId: string;
        /**
         * @description Page number, from 1 (the default). A page after the last one is empty. Cannot be combined with `cursor`.
         * @example 1
         */
        Page: number;
        /**
         * @description Entries per page.
         * @example 10
         */
        Limit: number;
        /** @description Direction of the sort. */
        SortOrder: "asc" | "desc";
    };
    requestBodies: never;
    headers: {
        /**
         * @description Id of this request, also in every problem and in the server's log.
         * @example 019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77
         */
        RequestId: string;
        /**
         * @description RFC 8288 links to the `first`, `prev`, `next` and `last` page, where they exist.
         * @example </v1/batches?page=1>; rel="first", </v1/batches?page=2>; rel="next", </v1/batches?page=9>; rel="last"
         */
        Link: string;
        /**
         * @description Seconds to wait before trying again.
         * @example 5
         */
        RetryAfter: number;
        /**
         * @description The required authentication scheme (RFC 6750).
         * @example Bearer realm="callboard", error="insufficient_scope"
         */
        WWWAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listBatches: {
        parameters: {
            query?: {
                /**
                 * @description Page number, from 1 (the default). A page after the last one is empty. Cannot be combined with `cursor`.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description Entries per page.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Only batches in this status.
                 * @example active
                 */
                status?: components["schemas"]["BatchStatus"];
                /**
                 * @description Only batches whose name contains this text, in whatever case and language; composed and decomposed characters (NFC and NFD) are the same.
                 * @example spring
                 */
                search?: string;
                /** @description `accents`: `search` ignores diacritics. */
                searchIgnore?: "accents";
                /** @description The `nextCursor` of the previous page, with the same `status`, `search`, `searchIgnore`, `sortBy` and `sortOrder`. Cannot be combined with `page`. A batch that is added or deleted meanwhile moves no other one; one whose `updatedAt` or `status` changes while it is the sort field may be missed or come twice. */
                cursor?: string;
                /** @description Sort field. Ties are broken by id, in the same direction. */
                sortBy?: "createdAt" | "updatedAt" | "name" | "status";
                /** @description Direction of the sort. */
                sortOrder?: components["parameters"]["SortOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of batches. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": 1,
                     *       "limit": 10,
                     *       "total": 1,
                     *       "totalPages": 1,
                     *       "nextCursor": null,
                     *       "batches": [
                     *         {
                     *           "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *           "name": "Spring reminders",
                     *           "status": "active",
                     *           "callingNumbers": [
                     *             "+12025550100"
                     *           ],
                     *           "retry": {
                     *             "maxAttempts": 3,
                     *             "delaySeconds": 3600,
                     *             "on": [
                     *               "busy",
                     *               "no-answer"
                     *             ]
                     *           },
                     *           "schedule": null,
                     *           "metadata": {
                     *             "owner": "outreach"
                     *           },
                     *           "counts": {
                     *             "queued": 90,
                     *             "initiated": 0,
                     *             "ringing": 1,
                     *             "in-progress": 2,
                     *             "completed": 6,
                     *             "busy": 0,
                     *             "no-answer": 1,
                     *             "failed": 0,
                     *             "canceled": 0
                     *           },
                     *           "createdAt": "2026-02-20T08:30:00.000Z",
                     *           "updatedAt": "2026-03-01T14:05:12.000Z",
                     *           "startedAt": "2026-03-01T14:00:01.000Z",
                     *           "completedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBatch"];
            };
        };
        responses: {
            /** @description The batch was created. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /**
                     * @description Path of the new batch.
                     * @example /v1/batches/019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "draft",
                     *       "callingNumbers": [
                     *         "+12025550100"
                     *       ],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 0,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-02-20T08:30:00.000Z",
                     *       "startedAt": null,
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBatch: {
        parameters: {
            query?: {
                /**
                 * @description Page number, from 1 (the default). A page after the last one has no calls. Cannot be combined with `cursor`.
                 * @example 1
                 */
                page?: number;
                /**
                 * @description Entries per page.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description A JSON object in MongoDB's query language, at most 4,096 bytes of UTF-8:
                 *
                 *     - `{"callStatus": "completed"}`: equality. `{"callDuration": {"$gt": 30, "$lte": 60}}`:
                 *       a range.
                 *     - Operators: `$eq $ne $gt $gte $lt $lte $in $nin $exists $regex` (with `$options: "i"`)
                 *       `$not`; `$and $or $nor` over arrays of filters.
                 *     - A field is a field of the call (`id position phoneNumber callStatus attempts
                 *       nextAttemptAt createdAt updatedAt callDuration answeredBy hangupCause cost
                 *       recordingUrl`), `phoneLogs.x` for any attempt, `variables.x`, or a bare name: the
                 *       field of the call with that name if there is one, else `variables.<name>`. Dots
                 *       address nested values (`variables.address.city`). Escape a dot that is part of a name
                 *       as `\.` and a backslash as `\\`; in JSON: `{"variables.car\\.loan": "yes"}`. `cost` is
                 *       compared by its amount, as a number.
                 *     - Several conditions on `phoneLogs.x` may be met by different attempts, as in MongoDB.
                 *       `{"phoneLogs": {"$elemMatch": {…}}}` asks for one attempt that meets them all, with
                 *       the fields of a phone log: `{"phoneLogs": {"$elemMatch": {"startedAt": {"$gte":
                 *       "2026-03-01T09:00:00Z", "$lt": "2026-03-01T12:00:00Z"}, "callStatus": "busy"}}}`.
                 *     - `attempts.<status>` is the number of attempts with a status:
                 *       `{"attempts.busy": {"$gte": 2}}`.
                 *     - As in MongoDB, an array matches when one of its elements matches. `null`, `$ne` and
                 *       `$nin` also match a missing value. Values only compare with values of the same type
                 *       (`5` never matches `"5"`). Times compare with RFC 3339 strings.
                 *     - `$regex` follows the rules of `search`, but is case-sensitive unless `$options` is
                 *       `"i"`.
                 *     - Unlike MongoDB: operands are strings, numbers, booleans or null, never objects or
                 *       arrays; array elements cannot be addressed by index; a null field of a call or phone
                 *       log counts as missing, also for `$exists`.
                 *     - A condition on a field of a call or phone log that no call can meet is an error, not an
                 *       empty answer: a value outside an enumeration, a value of another type or form, null
                 *       for a field that always has a value. So is a bare name that is a field elsewhere
                 *       (`startedAt`, `status`): a variable of that name is `variables.<name>`.
                 *     - At most 5 levels deep, 50 terms, 100 values in an `$in` or `$nin`. Anything else is
                 *       rejected with a 400 whose `pointer` locates the error in the filter and whose
                 *       `message` says what was probably meant.
                 */
                filter?: string;
                /**
                 * @description Any field that `filter` accepts, for example `callDuration`, `attempts.busy`, or a dynamic
                 *     one such as `variables.plan`. Also `from startedAt answeredAt endedAt hangupSource
                 *     provider providerCallId` of the latest phone log (written `phoneLogs.startedAt`, or
                 *     `startedAt` for short; a variable of that name is `variables.startedAt`).
                 *
                 *     Ascending order is: missing and null, numbers, strings (by the first 500 code points),
                 *     objects, arrays, booleans. A path descends into objects only, not into arrays. Ties are
                 *     broken by position in the batch, in the direction of `sortOrder`, so pages never overlap
                 *     or skip calls. `createdAt` is the order in which calls were added.
                 * @example callDuration
                 */
                sortBy?: string;
                /** @description Direction of the sort. */
                sortOrder?: components["parameters"]["SortOrder"];
                /**
                 * @description A regular expression, matched case-insensitively against the phone number and against
                 *     each dynamic string value separately (nested ones too), so `^` and `$` match the ends of
                 *     one value. Composed and decomposed characters (NFC and NFD) are the same. `searchIn`
                 *     adds transcripts, `searchIgnore` ignores accents. The syntax is the subset that ECMAScript and POSIX engines share: literals,
                 *     `.`, character classes, `\d \w \s \D \W \S \b \B`, groups, `|`, `^ $` and quantifiers
                 *     with bounds up to 255.
                 *
                 *     Rejected with a 400 that names the construct: back-references, look-around, named
                 *     groups, `\p{…}`, a bound (`{…}`), anchor or word boundary inside a repeated group, and
                 *     patterns that are too large when compiled.
                 */
                search?: string;
                /**
                 * @description What `search` looks at, as a comma-separated list; a call matches if one of them does:
                 *     `variables` (the phone number and the dynamic string values) and `transcript` (what each
                 *     turn of the latest transcript says).
                 * @example [
                 *       "transcript",
                 *       "variables"
                 *     ]
                 */
                searchIn?: ("transcript" | "variables")[];
                /** @description `accents`: `search` ignores diacritics, so that `Jose` and `José` find each other. */
                searchIgnore?: "accents";
                /** @description The `nextCursor` of the previous page, with the same `filter`, `search`, `searchIn`, `searchIgnore`, `sortBy` and `sortOrder`. Cannot be combined with `page`. Pages neither repeat nor miss a call while calls change if neither the sort field nor what `filter` and `search` look at changes: `createdAt`, `position`, `id`, `phoneNumber` and variables never change by events. A call whose sort value changes meanwhile may be missed or come twice; other calls are not affected. */
                cursor?: string;
                /**
                 * @description Which of the larger fields each call includes, as a comma-separated list. All by default.
                 * @example [
                 *       "phoneLogs"
                 *     ]
                 */
                include?: ("transcript" | "phoneLogs" | "variables")[];
                /** @description `none` skips counting the calls that a filter or search selects: `total` and `totalPages` are null. */
                count?: "exact" | "none";
            };
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch and one page of its calls. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "completed",
                     *       "callingNumbers": [
                     *         "+12025550100"
                     *       ],
                     *       "retry": {
                     *         "maxAttempts": 3,
                     *         "delaySeconds": 3600,
                     *         "on": [
                     *           "busy",
                     *           "no-answer"
                     *         ]
                     *       },
                     *       "schedule": null,
                     *       "metadata": {
                     *         "owner": "outreach"
                     *       },
                     *       "counts": {
                     *         "queued": 0,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 1,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:01:17.000Z",
                     *       "startedAt": "2026-03-01T14:00:01.000Z",
                     *       "completedAt": "2026-03-01T14:01:17.000Z",
                     *       "page": 1,
                     *       "limit": 10,
                     *       "total": 1,
                     *       "totalPages": 1,
                     *       "nextCursor": null,
                     *       "calls": [
                     *         {
                     *           "id": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                     *           "position": 1,
                     *           "phoneNumber": "+12025550142",
                     *           "callStatus": "completed",
                     *           "attempts": 1,
                     *           "nextAttemptAt": null,
                     *           "createdAt": "2026-02-20T08:31:00.000Z",
                     *           "updatedAt": "2026-03-01T14:01:17.000Z",
                     *           "callDuration": 64,
                     *           "answeredBy": "human",
                     *           "hangupCause": "normal_clearing",
                     *           "cost": {
                     *             "amount": "0.0140",
                     *             "currency": "USD"
                     *           },
                     *           "recordingUrl": "https://recordings.example.com/019a2f6e.mp3",
                     *           "variables": {
                     *             "firstName": "Ada",
                     *             "plan": "gold"
                     *           },
                     *           "phoneLogs": [
                     *             {
                     *               "attempt": 1,
                     *               "callStatus": "completed",
                     *               "from": "+12025550100",
                     *               "startedAt": "2026-03-01T14:00:01.000Z",
                     *               "answeredAt": "2026-03-01T14:00:13.000Z",
                     *               "endedAt": "2026-03-01T14:01:17.000Z",
                     *               "callDuration": 64,
                     *               "answeredBy": "human",
                     *               "hangupCause": "normal_clearing",
                     *               "hangupSource": "callee",
                     *               "recordingUrl": "https://recordings.example.com/019a2f6e.mp3",
                     *               "provider": "twilio",
                     *               "providerCallId": "CA1f0e5b6a7c8d9e0f1a2b3c4d5e6f7a8b",
                     *               "cost": {
                     *                 "amount": "0.0140",
                     *                 "currency": "USD"
                     *               }
                     *             }
                     *           ],
                     *           "transcript": [
                     *             {
                     *               "speaker": "agent",
                     *               "text": "Good morning, is this Ada?",
                     *               "startSeconds": 0.4
                     *             },
                     *             {
                     *               "speaker": "customer",
                     *               "text": "Speaking.",
                     *               "startSeconds": 2.1
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchDetails"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch was deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The batch is active. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems#illegal_transition",
                     *       "title": "Illegal transition",
                     *       "status": 409,
                     *       "detail": "The batch is active, which allows: pause, cancel.",
                     *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                     *       "code": "illegal_transition",
                     *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                     *       "batchStatus": "active",
                     *       "allowed": [
                     *         "pause",
                     *         "cancel"
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["IllegalTransitionProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchUpdate"];
            };
        };
        responses: {
            /** @description The batch with its new settings. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "active",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 100,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:00.000Z",
                     *       "startedAt": "2026-03-01T14:00:00.000Z",
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["RetryFixed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchSearch"];
            };
        };
        responses: {
            /** @description The batch and one page of its calls. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "active",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 1,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-02-20T08:31:00.000Z",
                     *       "startedAt": "2026-02-20T08:31:00.000Z",
                     *       "completedAt": null,
                     *       "page": 1,
                     *       "limit": 10,
                     *       "total": 1,
                     *       "totalPages": 1,
                     *       "nextCursor": null,
                     *       "calls": [
                     *         {
                     *           "id": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                     *           "position": 1,
                     *           "phoneNumber": "+12025550142",
                     *           "callStatus": "queued",
                     *           "attempts": 0,
                     *           "nextAttemptAt": null,
                     *           "createdAt": "2026-02-20T08:31:00.000Z",
                     *           "updatedAt": "2026-02-20T08:31:00.000Z",
                     *           "callDuration": null,
                     *           "answeredBy": null,
                     *           "hangupCause": null,
                     *           "cost": null,
                     *           "recordingUrl": null,
                     *           "variables": {
                     *             "firstName": "Ada",
                     *             "plan": "gold"
                     *           },
                     *           "phoneLogs": [],
                     *           "transcript": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchDetails"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    startBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "active",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 100,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:00.000Z",
                     *       "startedAt": "2026-03-01T14:00:00.000Z",
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pauseBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "paused",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 100,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:00.000Z",
                     *       "startedAt": "2026-03-01T14:00:00.000Z",
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resumeBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "active",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 100,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:00.000Z",
                     *       "startedAt": "2026-03-01T14:00:00.000Z",
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["IllegalTransition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "name": "Spring reminders",
                     *       "status": "canceled",
                     *       "callingNumbers": [],
                     *       "retry": null,
                     *       "schedule": null,
                     *       "metadata": {},
                     *       "counts": {
                     *         "queued": 100,
                     *         "initiated": 0,
                     *         "ringing": 0,
                     *         "in-progress": 0,
                     *         "completed": 0,
                     *         "busy": 0,
                     *         "no-answer": 0,
                     *         "failed": 0,
                     *         "canceled": 0
                     *       },
                     *       "createdAt": "2026-02-20T08:30:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:00.000Z",
                     *       "startedAt": "2026-03-01T14:00:00.000Z",
                     *       "completedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The batch is completed. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems#illegal_transition",
                     *       "title": "Illegal transition",
                     *       "status": 409,
                     *       "detail": "The batch is completed, which allows: delete.",
                     *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                     *       "code": "illegal_transition",
                     *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                     *       "batchStatus": "completed",
                     *       "allowed": [
                     *         "delete"
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["IllegalTransitionProblem"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addCalls: {
        parameters: {
            query?: {
                /** @description Effect of a rejected row: `abort` adds nothing, `skip` adds the other rows. */
                onInvalid?: "abort" | "skip";
                /** @description The column or property that holds the telephone number. */
                phoneColumn?: string;
                /** @description Cell separator of the CSV file (`tab` is the tab character). By default it is detected from the header row. */
                delimiter?: "," | ";" | "tab" | "|";
                /** @description CSV columns whose cells are stored as numbers, as a comma-separated list. Empty cells become null; a row with any other non-number in them is rejected. */
                numericColumns?: string[];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "phoneNumber": "+12025550142",
                 *         "firstName": "Ada",
                 *         "plan": "gold"
                 *       },
                 *       {
                 *         "phoneNumber": "+12025550143",
                 *         "firstName": "Grace",
                 *         "plan": null
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["NewCall"][];
                /**
                 * @example {"phoneNumber":"+12025550142","firstName":"Ada"}
                 *     {"phoneNumber":"+12025550143","firstName":"Grace"}
                 */
                "application/x-ndjson": string;
                /**
                 * @example phoneNumber,firstName,plan
                 *     +12025550142,Ada,gold
                 *     +12025550143,Grace,
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description The contacts were added. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": 2,
                     *       "duplicateCount": 1,
                     *       "duplicates": [
                     *         {
                     *           "line": 4,
                     *           "phoneNumber": "+12025550142"
                     *         }
                     *       ],
                     *       "rejectedCount": 0,
                     *       "rejected": []
                     *     }
                     */
                    "application/json": components["schemas"]["AddCallsResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RowsRejected"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the batch.
                 * @example 019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10
                 */
                batchId: components["parameters"]["BatchId"];
                /**
                 * @description Id of the call.
                 * @example 019a2f6e-9d10-7c3e-8a11-0c5500000001
                 */
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                     *       "position": 1,
                     *       "phoneNumber": "+12025550142",
                     *       "callStatus": "busy",
                     *       "attempts": 1,
                     *       "nextAttemptAt": null,
                     *       "createdAt": "2026-02-20T08:31:00.000Z",
                     *       "updatedAt": "2026-03-01T14:00:09.000Z",
                     *       "callDuration": null,
                     *       "answeredBy": null,
                     *       "hangupCause": "user_busy",
                     *       "cost": null,
                     *       "recordingUrl": null,
                     *       "variables": {
                     *         "firstName": "Ada"
                     *       },
                     *       "phoneLogs": [
                     *         {
                     *           "attempt": 1,
                     *           "callStatus": "busy",
                     *           "from": "+12025550100",
                     *           "startedAt": "2026-03-01T14:00:01.000Z",
                     *           "answeredAt": null,
                     *           "endedAt": "2026-03-01T14:00:09.000Z",
                     *           "callDuration": null,
                     *           "answeredBy": null,
                     *           "hangupCause": "user_busy",
                     *           "hangupSource": "callee",
                     *           "recordingUrl": null,
                     *           "provider": "twilio",
                     *           "providerCallId": "CA1f0e5b6a7c8d9e0f1a2b3c4d5e6f7a8b",
                     *           "cost": null
                     *         }
                     *       ],
                     *       "transcript": null,
                     *       "events": [
                     *         {
                     *           "id": "EV1",
                     *           "provider": "twilio",
                     *           "type": "initiated",
                     *           "attempt": 1,
                     *           "at": "2026-03-01T14:00:01.000Z",
                     *           "receivedAt": "2026-03-01T14:00:01.120Z"
                     *         },
                     *         {
                     *           "id": "EV2",
                     *           "provider": "twilio",
                     *           "type": "busy",
                     *           "attempt": 1,
                     *           "at": "2026-03-01T14:00:09.000Z",
                     *           "receivedAt": "2026-03-01T14:00:09.340Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CallDetails"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    findCalls: {
        parameters: {
            query: {
                /**
                 * @description The number in E.164 format. In a URL a `+` means a space: write it as `%2B`.
                 * @example +12025550142
                 */
                phoneNumber: string;
                /**
                 * @description Entries per page.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page, with the same `phoneNumber`. Calls that are added meanwhile come before the first page and move no other one. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of calls. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /**
                     * @description RFC 8288 links to the `first` and `next` page, where they exist.
                     * @example </v1/calls?phoneNumber=%2B12025550142&limit=10>; rel="first"
                     */
                    Link: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limit": 10,
                     *       "nextCursor": null,
                     *       "calls": [
                     *         {
                     *           "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *           "batchName": "Spring reminders",
                     *           "call": {
                     *             "id": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                     *             "position": 1,
                     *             "phoneNumber": "+12025550142",
                     *             "callStatus": "queued",
                     *             "attempts": 0,
                     *             "nextAttemptAt": null,
                     *             "createdAt": "2026-02-20T08:31:00.000Z",
                     *             "updatedAt": "2026-02-20T08:31:00.000Z",
                     *             "callDuration": null,
                     *             "answeredBy": null,
                     *             "hangupCause": null,
                     *             "cost": null,
                     *             "recordingUrl": null,
                     *             "variables": {
                     *               "firstName": "Ada",
                     *               "plan": "gold"
                     *             },
                     *             "phoneLogs": []
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FoundCalls"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordCallEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "id": "EV1",
                 *           "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                 *           "callId": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                 *           "type": "initiated",
                 *           "at": "2026-03-01T14:00:01.000Z",
                 *           "from": "+12025550100"
                 *         },
                 *         {
                 *           "id": "EV2",
                 *           "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                 *           "callId": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                 *           "type": "answered",
                 *           "at": "2026-03-01T14:00:13.000Z",
                 *           "answeredBy": "human"
                 *         },
                 *         {
                 *           "id": "EV3",
                 *           "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                 *           "callId": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                 *           "type": "completed",
                 *           "at": "2026-03-01T14:01:17.000Z",
                 *           "hangupCause": "normal_clearing",
                 *           "hangupSource": "callee",
                 *           "cost": {
                 *             "amount": "0.0140",
                 *             "currency": "USD"
                 *           }
                 *         },
                 *         {
                 *           "id": "EV4",
                 *           "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                 *           "callId": "019a2f6e-9d10-7c3e-8a11-0c5500000001",
                 *           "type": "transcript-available",
                 *           "at": "2026-03-01T14:02:00.000Z",
                 *           "transcript": [
                 *             {
                 *               "speaker": "agent",
                 *               "text": "Good morning.",
                 *               "startSeconds": 0.4
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewCallEvents"];
            };
        };
        responses: {
            /** @description The events were recorded. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recorded": 4,
                     *       "duplicates": 0
                     *     }
                     */
                    "application/json": components["schemas"]["RecordCallEventsResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["EventsRejected"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}

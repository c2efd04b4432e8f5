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
         *     `phoneNumber` is required; every other column or property becomes a variable. Numbers may be
         *     written as people do: `+1 202-555-0143`, `0049 30 901820`, `(202) 555-0142` with
         *     `defaultCountry=US`; they are stored in E.164. A row whose number (or what the batch is
         *     `uniqueBy`) is already in the batch, or earlier in the upload, is a duplicate: see
         *     `onDuplicate`. An upload becomes visible all at once, when it is complete. A batch takes one
         *     upload at a time: another one waits for ten seconds and then gets a 503. `uploadId` names
         *     the upload, to undo it.
         *
         *     - `application/json`: an array of objects. `application/x-ndjson`: one object per line.
         *       Values keep their JSON types.
         *     - `text/csv`: a header row, then one contact per row; UTF-8 with or without a byte order
         *       mark, `"` quotes, LF or CRLF. Cells are stored as text, so `007` is preserved, unless
         *       `numericColumns` lists their column. An empty cell is an empty string, or null in a
         *       numeric column. Files of spreadsheets are read as they are: a first line `sep=;`, CR or
         *       CRLF, empty columns at the end, rows without any cell, spaces around column names.
         *     - `multipart/form-data`: one such file, as `curl -F file=@contacts.csv` sends it; its kind
         *       follows from its media type or the end of its name.
         *
         *     A number that a double does not hold with every digit (`9007199254740993`) rejects its row:
         *     send it as a string.
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
        /**
         * Withdraw a call
         * @description Withdraws a call that was never dialled: its status becomes `canceled`, its position stays.
         *     A withdrawn call is a 204 again; one that was dialled is a 409. Its number stays taken, so
         *     that the same list, uploaded again, does not bring it back. If a dialer dials it all the
         *     same, its events are recorded as those of any call, but it is never queued again.
         */
        delete: operations["withdrawCall"];
        options?: never;
        head?: never;
        /**
         * Correct a call
         * @description Corrects the number or variables of a call that was never dialled and not withdrawn; any
         *     other one is a 409. The body is a merge patch (RFC 7396): a variable that is null is
         *     removed, an object is merged, anything else replaces. The result has the bounds of an
         *     upload's row; integers beyond 2^53 are sent as strings. A number (or what the batch is
         *     `uniqueBy`) that another call of the batch has is a 409.
         */
        patch: operations["updateCall"];
        trace?: never;
    };
    "/v1/batches/{batchId}/calls/{callId}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase the contact of a call
         * @description Erases for good what a call tells of a person: number, variables, transcript, recording URLs
         *     and the provider's ids of its attempts, in its phone logs and events. Its id, position,
         *     status, times, durations, hangup causes and cost stay, so positions and counts stay right.
         *     It can be repeated.
         *
         *     A queued call is never dialled again: it becomes `canceled`, or after earlier attempts gets
         *     the status of the latest. Events that come later are recorded without what was erased. For
         *     a mother and a child with one number, this erases one of them.
         */
        post: operations["eraseCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a contact
         * @description Erases the contact with this number from every batch of the workspace, deleted ones too, as
         *     *Erase the contact of a call* does for one call, all at once. A number that no call has is a
         *     200 that counts none. Not included: an upload that is still in progress, the same number in
         *     the variables of another contact, and what the database keeps for a while, such as its log
         *     and backups. The number itself is not remembered: an upload can bring it back.
         */
        post: operations["eraseContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/uploads/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an upload
         * @description What a complete upload did.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Undo an upload
         * @description Removes the calls that an upload added, as if it had not been. That is possible while none
         *     of them was dialled and no later upload has added calls; an upload that updated earlier
         *     calls stays, as their former variables are gone. Everything else is a 409 that says why.
         *     Waits for an upload in progress for ten seconds, and then is a 503.
         */
        delete: operations["undoUpload"];
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
         * @description Records up to 1,000 events for calls in any batches of the workspace. The request is atomic:
         *     if one event is rejected, none of the request is recorded.
         *
         *     - An event is identified by its call, `attempt`, `provider` and `id`. Sending it again
         *       unchanged changes nothing and counts as a duplicate. A known id with another `type`, `at`,
         *       detail or transcript is a 422 that names the event and the member; so is the same `type` and `at`
         *       under another `attempt`. A transcript is compared as long as it is the call's latest.
         *     - Events of a withdrawn call are recorded, but it is never queued again. Events of an erased
         *       one are recorded without transcript, recording URL and the provider's id.
         *     - Events may arrive late and in any order: the state of a call depends on the set of its
         *       events, ordered by `at`, not on the order of arrival. Within an attempt, a final status
         *       takes precedence over any other, and the latest final status wins. `completed` in an
         *       attempt that nobody answered does not replace another final status.
         *     - When an attempt ends with a status in the batch's `retry.on` and attempts remain, the call
         *       becomes `queued` again and gets a `nextAttemptAt`.
         *     - A call has at most 1,000 events; a further new one is a 422.
         *     - Number the attempts of a batch that retries: the next one is the call's `attempts` + 1.
         *       Events without `attempt` are of attempt 1, whose dials are told apart by `providerCallId`
         *       and by time: each counts towards `retry.maxAttempts`, and while one may be under way the
         *       call has its status and is not `queued`. An `initiated`, `ringing` or `answered` that is
         *       later than the end of every dial begins another dial; one `providerCallId` is one dial.
         *       When somebody talks, the attempt is `in-progress` even if another dial of it has ended.
         *       Of several dials under way, an end without `providerCallId` ends none.
         *     - To close a call whose end never comes, report it: `failed` or `canceled` for that attempt.
         *       After `maxCallSeconds` without a change of the call it is closed in the next response
         *       that shows it, by an event `failed` of provider `callboard` with the `hangupCause`
         *       `end_not_reported`. It is retried like a failed one, but not if it was answered. An end
         *       that is reported later replaces this one. The provider `callboard` is reserved.
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
        /** @description When the batch may call: from `startAt` until `endAt`, which is later than `startAt`. */
        NewSchedule: {
            /** @description IANA time zone, for example `Europe/Lisbon`. */
            timeZone: string;
            startAt?: components["schemas"]["NewNullableTime"];
            endAt?: components["schemas"]["NewNullableTime"];
            /** @description If empty or missing, calls may be made at any hour. */
            windows?: components["schemas"]["CallingWindow"][];
        };
        /** @description Your own labels, stored and returned unchanged. */
        Metadata: {
            [key: string]: string;
        };
        /** @description The numbers that the batch calls from. */
        CallingNumbers: components["schemas"]["PhoneNumber"][];
        /**
         * @description What makes a call unique in its batch, for all of its uploads:
         *
         *     - `phoneNumber`: its number; what a batch without `uniqueBy` has.
         *     - `none`: nothing; every row is a call, also of a number that is already there.
         *     - `variables.<column>`: the variable of that name, a text or a number, for example
         *       `variables.patientId`. Each row needs it; a mother and a child with one number are two
         *       calls. The name is taken as it is, with its dots.
         */
        UniqueBy: string;
        /** @description A call that does not change for this many seconds while a dial is under way is closed: longer than any call lasts. 14,400 (4 hours) if the request has none. */
        MaxCallSeconds: number;
        NewBatch: {
            /** @description Display name of the batch. */
            name: string;
            callingNumbers?: components["schemas"]["CallingNumbers"];
            retry?: components["schemas"]["Retry"] | null;
            schedule?: components["schemas"]["NewSchedule"] | null;
            uniqueBy?: components["schemas"]["UniqueBy"];
            maxCallSeconds?: components["schemas"]["MaxCallSeconds"];
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description The settings to change; the others stay. */
        BatchUpdate: {
            /** @description Display name of the batch. */
            name?: string;
            callingNumbers?: components["schemas"]["CallingNumbers"];
            retry?: components["schemas"]["Retry"] | null;
            schedule?: components["schemas"]["NewSchedule"] | null;
            maxCallSeconds?: components["schemas"]["MaxCallSeconds"];
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
         * @description RFC 3339 in UTC with milliseconds.
         */
        Time: string;
        /**
         * Format: date-time
         * @description RFC 3339 in UTC with milliseconds, or null.
         */
        NullableTime: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 with any offset and up to 9 digits of a second; kept in UTC, cut off after milliseconds.
         */
        NewTime: string;
        /**
         * Format: date-time
         * @description RFC 3339 with any offset and up to 9 digits of a second, or null; kept in UTC, cut off after milliseconds.
         */
        NewNullableTime: string | null;
        Batch: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["BatchStatus"];
            callingNumbers: components["schemas"]["CallingNumbers"];
            retry: components["schemas"]["Retry"] | null;
            schedule: components["schemas"]["Schedule"] | null;
            uniqueBy: components["schemas"]["UniqueBy"];
            maxCallSeconds: components["schemas"]["MaxCallSeconds"];
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
            uniqueBy: components["schemas"]["UniqueBy"];
            maxCallSeconds: components["schemas"]["MaxCallSeconds"];
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
            limit: components["schemas"]["SearchLimit"];
            /** @description The filter itself, at most 4,096 bytes as JSON. */
            filter?: {
                [key: string]: unknown;
            };
            sortBy: components["schemas"]["SearchSortBy"];
            sortOrder: components["schemas"]["SearchSortOrder"];
            search?: string;
            searchIn: components["schemas"]["SearchPlaces"];
            /** @enum {string} */
            searchIgnore?: "accents";
            cursor?: string;
            include: components["schemas"]["SearchInclude"];
            count: components["schemas"]["SearchCount"];
        };
        /** @default 10 */
        SearchLimit: number;
        /** @default createdAt */
        SearchSortBy: string;
        /**
         * @default desc
         * @enum {string}
         */
        SearchSortOrder: "asc" | "desc";
        /**
         * @default [
         *       "variables"
         *     ]
         */
        SearchPlaces: ("transcript" | "variables")[];
        /**
         * @default [
         *       "transcript",
         *       "phoneLogs",
         *       "variables"
         *     ]
         */
        SearchInclude: ("transcript" | "phoneLogs" | "variables")[];
        /**
         * @default exact
         * @enum {string}
         */
        SearchCount: "exact" | "none";
        /** @description The contact's custom columns, of any JSON type. */
        Variables: {
            [key: string]: unknown;
        };
        Call: {
            /** Format: uuid */
            id: string;
            /** @description Position in the batch, from 1, without gaps. */
            position: number;
            /** @description Null once the contact is erased. */
            phoneNumber: components["schemas"]["PhoneNumber"] | null;
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
            /** @description Null once the contact is erased. */
            phoneNumber: components["schemas"]["PhoneNumber"] | null;
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
            /** Format: uuid */
            uploadId: string;
            added: components["schemas"]["Count"];
            /** @description Number of calls that `onDuplicate=update` changed. */
            updated: number;
            /** @description Number of duplicates that were skipped. */
            duplicateCount: number;
            /** @description The first 100 duplicates. */
            duplicates: components["schemas"]["DuplicateRow"][];
            rejectedCount: components["schemas"]["Count"];
            /** @description The first 100 rejected rows; always empty without `onInvalid=skip`. */
            rejected: components["schemas"]["RejectedRow"][];
        };
        /** @description A complete upload. */
        Upload: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            batchId: string;
            createdAt: components["schemas"]["Time"];
            /** @description The position of the first call that it added; null without any. */
            firstPosition: number | null;
            /** @description The position of the last call that it added; null without any. */
            lastPosition: number | null;
            added: components["schemas"]["Count"];
            updated: components["schemas"]["Count"];
            duplicateCount: components["schemas"]["Count"];
            rejectedCount: components["schemas"]["Count"];
        };
        /** @description The changes of a call, as a merge patch (RFC 7396). */
        CallPatch: {
            phoneNumber?: components["schemas"]["PhoneNumber"];
            variables?: components["schemas"]["Variables"];
        };
        NewErasure: {
            phoneNumber: components["schemas"]["PhoneNumber"];
        };
        /** @description What was erased. */
        Erasure: {
            calls: components["schemas"]["Count"];
            batches: components["schemas"]["Count"];
        };
        NewCallEvents: {
            events: components["schemas"]["NewCallEvent"][];
        };
        NewCallEvent: components["schemas"]["NewProgressEvent"] | components["schemas"]["NewRecordingEvent"] | components["schemas"]["NewTranscriptEvent"];
        /** @description The provider's id of the event, its own within an attempt of a call. */
        EventId: string;
        /**
         * @description Number of the attempt, from 1. Give it wherever the batch retries.
         * @default 1
         */
        EventAttempt: number;
        /**
         * @description The reporting provider, for example `twilio`.
         * @default api
         */
        EventProvider: string;
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
            at: components["schemas"]["NewTime"];
            attempt: components["schemas"]["EventAttempt"];
            provider: components["schemas"]["EventProvider"];
            /** @description The provider's id of the attempt. */
            providerCallId?: string;
            from?: components["schemas"]["PhoneNumber"];
            /** @description Seconds from answer to hang-up. If missing, the time from `answered` to the end of the attempt, however it ended. */
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
            at: components["schemas"]["NewTime"];
            attempt: components["schemas"]["EventAttempt"];
            provider: components["schemas"]["EventProvider"];
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
            at: components["schemas"]["NewTime"];
            attempt: components["schemas"]["EventAttempt"];
            provider: components["schemas"]["EventProvider"];
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
        /** @description The call was dialled, withdrawn or erased (code `call_not_changeable`), or another one has the number (`duplicate_call`). */
        CallConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#call_not_changeable",
                 *       "title": "Call cannot be changed",
                 *       "status": 409,
                 *       "detail": "The call was dialled (callStatus completed, attempts 1).",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "call_not_changeable",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The call was dialled. */
        CallNotChangeable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#call_not_changeable",
                 *       "title": "Call cannot be changed",
                 *       "status": 409,
                 *       "detail": "The call was dialled (callStatus completed, attempts 1).",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "call_not_changeable",
                 *       "requestId": "019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The upload can no longer be undone. */
        UploadNotUndoable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems#upload_not_undoable",
                 *       "title": "Upload cannot be undone",
                 *       "status": 409,
                 *       "detail": "A later upload has added calls after its own: undo that one first.",
                 *       "instance": "urn:uuid:019a2f70-1f00-7d4c-a0d5-5b2e4c9f3a77",
                 *       "code": "upload_not_undoable",
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
                 *           "reason": "\"5550143\" has no country code: write it with +, or send `defaultCountry`"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["RowsRejectedProblem"];
            };
        };
        /** @description Events name a batch or call that is not in this workspace, or differ from the known event with their id; nothing was recorded. */
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
         * @description Id of the call.
         * @example 019a2f6e-9d10-7c3e-8a11-0c5500000001
         */
        CallId: string;
        /**
         * @description Id of the upload.
         * @example 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
         */
        UploadId: string;
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
            query: {
                /**
                 * @description Page number, from 1 (the default). A page after the last one is empty. Cannot be combined with `cursor`.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description Entries per page.
                 * @example 10
                 */
                limit: components["parameters"]["Limit"];
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
                sortBy: "createdAt" | "updatedAt" | "name" | "status";
                /** @description Direction of the sort. */
                sortOrder: components["parameters"]["SortOrder"];
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
                     *           "uniqueBy": "phoneNumber",
                     *           "maxCallSeconds": 14400,
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
            query: {
                /**
                 * @description Page number, from 1 (the default). A page after the last one has no calls. Cannot be combined with `cursor`.
                 * @example 1
                 */
                page?: number;
                /**
                 * @description Entries per page.
                 * @example 10
                 */
                limit: components["parameters"]["Limit"];
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
                sortBy: string;
                /** @description Direction of the sort. */
                sortOrder: components["parameters"]["SortOrder"];
                /**
                 * @description A regular expression, matched case-insensitively against the phone number and against
                 *     each dynamic string value separately (nested ones too), so `^` and `$` match the ends of
                 *     one value. Composed and decomposed characters (NFC and NFD) are the same. `searchIn` adds
                 *     transcripts, `searchIgnore` ignores accents. A `+` before a digit is the character where
                 *     it can repeat nothing, as in `+1202`. An empty search is none. The syntax is the subset
                 *     that ECMAScript and POSIX engines share: literals, `.`, character classes,
                 *     `\d \w \s \D \W \S \b \B`, groups, `|`, `^ $` and quantifiers with bounds up to 255.
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
                searchIn: ("transcript" | "variables")[];
                /** @description `accents`: `search` ignores diacritics, so that `Jose` and `José` find each other. */
                searchIgnore?: "accents";
                /** @description The `nextCursor` of the previous page, with the same `filter`, `search`, `searchIn`, `searchIgnore`, `sortBy` and `sortOrder`. Cannot be combined with `page`. Pages neither repeat nor miss a call while calls change if neither the sort field nor what `filter` and `search` look at changes: `createdAt`, `position`, `id`, `phoneNumber` and variables never change by events. A call whose sort value changes meanwhile may be missed or come twice; other calls are not affected. */
                cursor?: string;
                /**
                 * @description Which of the larger fields each call includes, as a list (`a,b` or repeated). All by default.
                 * @example [
                 *       "phoneLogs"
                 *     ]
                 */
                include: ("transcript" | "phoneLogs" | "variables")[];
                /** @description `none` skips counting the calls that a filter or search selects: `total` and `totalPages` are null. */
                count: "exact" | "none";
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
                     *       "maxCallSeconds": 14400,
                     *       "uniqueBy": "phoneNumber",
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
                     *       "uniqueBy": "phoneNumber",
                     *       "maxCallSeconds": 14400,
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
            query: {
                /** @description Effect of a rejected row: `abort` adds nothing, `skip` adds the other rows. */
                onInvalid: "abort" | "skip";
                /**
                 * @description Effect of a duplicate:
                 *
                 *     - `skip` keeps the call that is there, and reports the row as a duplicate.
                 *     - `update` replaces the variables of the call that is there (and its number, in a batch
                 *       that is `uniqueBy` a variable) if it was never dialled and not withdrawn. Otherwise,
                 *       and where a row repeats one of the same upload, it does as `skip`. The changes follow
                 *       when every row was accepted, a thousand at a time; if the upload ends in between, send
                 *       it again.
                 *     - `reject` makes the row a rejected one.
                 */
                onDuplicate: "skip" | "update" | "reject";
                /** @description The column or property that holds the telephone number. */
                phoneColumn: string;
                /** @description The country of telephone numbers that are written without a country code, as an ISO 3166-1 code. Without it they are rejected. */
                defaultCountry?: string;
                /** @description Cell separator of the CSV file (`tab` is the tab character). By default it is detected from the header row. */
                delimiter?: "," | ";" | "tab" | "|";
                /** @description CSV columns whose cells are stored as numbers, as a list (`a,b` or repeated). Empty cells become null; a row with any other non-number in them is rejected. */
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
                /**
                 * @example {
                 *       "file": "phoneNumber,firstName\n+12025550142,Ada\n"
                 *     }
                 */
                "multipart/form-data": {
                    /** @description The file. */
                    file: string;
                };
            };
        };
        responses: {
            /** @description The contacts were added. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    /**
                     * @description Path of the upload.
                     * @example /v1/batches/019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10/uploads/019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uploadId": "019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34",
                     *       "added": 2,
                     *       "updated": 0,
                     *       "duplicateCount": 0,
                     *       "duplicates": [],
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
                callId: components["parameters"]["CallId"];
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
    withdrawCall: {
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
                callId: components["parameters"]["CallId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call is withdrawn. */
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
            409: components["responses"]["CallNotChangeable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCall: {
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
                callId: components["parameters"]["CallId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumber": "+12025550149",
                 *       "variables": {
                 *         "plan": "silver",
                 *         "firstName": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CallPatch"];
            };
        };
        responses: {
            /** @description The corrected call. */
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
                     *       "phoneNumber": "+12025550149",
                     *       "callStatus": "queued",
                     *       "attempts": 0,
                     *       "nextAttemptAt": null,
                     *       "createdAt": "2026-02-20T08:31:00.000Z",
                     *       "updatedAt": "2026-02-20T09:12:00.000Z",
                     *       "callDuration": null,
                     *       "answeredBy": null,
                     *       "hangupCause": null,
                     *       "cost": null,
                     *       "recordingUrl": null,
                     *       "variables": {
                     *         "plan": "silver"
                     *       },
                     *       "phoneLogs": [],
                     *       "transcript": null,
                     *       "events": []
                     *     }
                     */
                    "application/json": components["schemas"]["CallDetails"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["CallConflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseCall: {
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
                callId: components["parameters"]["CallId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact is erased. */
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseContact: {
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
                 *       "phoneNumber": "+12025550142"
                 *     }
                 */
                "application/json": components["schemas"]["NewErasure"];
            };
        };
        responses: {
            /** @description The contact is erased. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "calls": 1,
                     *       "batches": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Erasure"];
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
    getUpload: {
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
                 * @description Id of the upload.
                 * @example 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
                 */
                uploadId: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34",
                     *       "batchId": "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10",
                     *       "createdAt": "2026-02-20T08:31:00.000Z",
                     *       "firstPosition": 1,
                     *       "lastPosition": 2,
                     *       "added": 2,
                     *       "updated": 0,
                     *       "duplicateCount": 1,
                     *       "rejectedCount": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
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
    undoUpload: {
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
                 * @description Id of the upload.
                 * @example 019a2f6e-9d00-7d52-b3c1-6a0e9d1f2b34
                 */
                uploadId: components["parameters"]["UploadId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload is undone. */
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
            409: components["responses"]["UploadNotUndoable"];
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
                limit: components["parameters"]["Limit"];
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

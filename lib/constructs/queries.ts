/** What an operator asks the log, in the language of CloudWatch Logs Insights. Fields are those of our structured lines. */
export const queries = {
  transaction: `fields @timestamp, event, action, type, stage, events, code, outcome, receiver, milliseconds, receiveCount, error, message_id
| filter transaction_id = "TRANSACTION_ID"
| sort @timestamp asc`,
  callbackFailuresByReceiver: `filter event = "callback" and outcome != "acknowledged"
| stats count(*) as failures, count_distinct(transaction_id) as transactions, latest(@timestamp) as last by receiver, outcome
| sort failures desc`,
  refusedByCode: `filter ispresent(code) and not ispresent(again)
| stats count(*) as refusals, latest(refused) as example by code, action
| sort refusals desc`,
  slowestCallbacks: `filter event = "callback"
| fields @timestamp, milliseconds, receiver, action, outcome, transaction_id
| sort milliseconds desc
| limit 50`,
} as const;

//! The threads of the Discussion Board: reads them page by page, and renames one.

use crate::error::{AppError, FieldError};
use nexudus::community::{
    CommunityThread, SearchCommunityThreadsRequest, SearchCommunityThreadsResponse,
    UpdateCommunityThreadRequest,
};
use nexudus::types::ValidationError;
use nexudus::{CallError, Client, Pages};

/// All threads, `size` at a time. A page is asked for when it is needed.
pub fn threads(client: &Client, size: i64) -> Pages<SearchCommunityThreadsResponse, CommunityThread> {
    client
        .community()
        .search_community_threads_pages(SearchCommunityThreadsRequest::default().with_size(size))
}

/// A thread on one line.
pub fn line(thread: &CommunityThread) -> String {
    let id = thread.id.map(|id| id.to_string()).unwrap_or_default();
    let last_message = thread.last_message_date.map_or_else(|| "never".to_owned(), |at| at.to_string());
    format!("{id:>10}  {last_message:<20}  {}", thread.subject.as_deref().unwrap_or("(no subject)"))
}

/// Gives a thread another subject; gives the server's confirmation.
pub async fn rename(client: &Client, id: i64, subject: &str) -> Result<String, AppError> {
    let thread =
        client.community().get_one_community_thread(id).await.map_err(|error| match error.status() {
            Some(404) => AppError::NoThread(id),
            _ => AppError::from(error),
        })?;
    // An update replaces the record: the whole of it goes back, with another subject.
    let mut request = UpdateCommunityThreadRequest::try_from(thread)?;
    request.subject = subject.to_owned();
    let answer = client.community().update_community_thread(request).await.map_err(rejected)?;
    Ok(answer.message.unwrap_or_else(|| "renamed".to_owned()))
}

/// The page documents the body of a 400: one entry for each field that is wrong.
fn rejected(error: CallError<ValidationError>) -> AppError {
    match error.documented() {
        Some(ValidationError::BadRequest(body)) if !body.errors.is_empty() => {
            let fields = body.errors.iter().map(|error| FieldError {
                field: error.property_name.clone().unwrap_or_else(|| "the request".to_owned()),
                message: error.message.clone().unwrap_or_else(|| "is not accepted".to_owned()),
            });
            AppError::Rejected(fields.collect())
        }
        _ => error.into_error().into(),
    }
}

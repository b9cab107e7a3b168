//! Tasks that wake themselves.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// How often a task is polled in a row before others have their turn.
const ROW: usize = 3;

/// Nobody polls it, or it need not be polled again.
const IDLE: u8 = 0;
/// It is being polled.
const POLLED: u8 = 1;
/// It is being polled, and is to be polled again at once.
const AGAIN: u8 = 2;
/// It is being polled, and the runtime is going to poll it again, in its turn.
const QUEUED: u8 = 3;

thread_local! {
    /// Whether what this thread does now wakes the task that it polls.
    static WAKES_ITSELF: Cell<bool> = const { Cell::new(false) };
}

/// Does something that wakes the task it is part of, which is polled again at once if it is [`Prompt`].
pub(super) async fn promptly<F: Future>(work: F) -> F::Output {
    let mut work = pin!(work);
    poll_fn(|context| {
        let before = WAKES_ITSELF.replace(true);
        let outcome = work.as_mut().poll(context);
        WAKES_ITSELF.set(before);
        outcome
    })
    .await
}

/// A task that need not be queued to be polled again.
///
/// To read a body wakes the task that reads its connection. A runtime would queue the task behind others and wake another
/// thread to take it, for nothing: all of the body is there already, most often, and the request answered in the same poll.
pub(super) struct Prompt<F> {
    task: Pin<Box<F>>,
    alarm: Arc<Alarm>,
    waker: Waker,
}

/// What wakes the task.
#[derive(Default)]
struct Alarm {
    state: AtomicU8,
    runtime: Mutex<Option<Waker>>,
}

impl<F> Prompt<F> {
    pub(super) fn new(task: F) -> Self {
        let alarm = Arc::new(Alarm::default());
        Self { task: Box::pin(task), waker: alarm.clone().into(), alarm }
    }
}

impl<F: Future> Future for Prompt<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { task, alarm, waker } = &mut *self;
        alarm.is_of(context.waker());
        for _ in 0..ROW {
            alarm.state.store(POLLED, Ordering::Release);
            if let Poll::Ready(output) = task.as_mut().poll(&mut Context::from_waker(waker)) {
                return Poll::Ready(output);
            }
            if alarm.state.swap(IDLE, Ordering::AcqRel) != AGAIN {
                return Poll::Pending;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Alarm {
    /// Notes who is woken from now on.
    fn is_of(&self, waker: &Waker) {
        let mut runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if !runtime.as_ref().is_some_and(|runtime| runtime.will_wake(waker)) {
            *runtime = Some(waker.clone());
        }
    }

    /// Has the task polled again without the runtime, if it is being polled.
    fn again(&self) -> bool {
        let noted = self.state.compare_exchange(POLLED, AGAIN, Ordering::AcqRel, Ordering::Acquire);
        noted != Err(IDLE)
    }

    /// Has the task polled again when it is its turn, and no sooner.
    fn in_turn(&self) {
        let queued = |state| (state != IDLE).then_some(QUEUED);
        // Where it is not being polled, nobody has to be told.
        let _ = self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, queued);
        let runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).clone();
        runtime.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !(WAKES_ITSELF.get() && self.again()) {
            self.in_turn();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Counts how often it is woken.
    #[derive(Default)]
    struct Runtime(AtomicUsize);

    impl Wake for Runtime {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Polls a task once that waits after what it does in each poll. Returns how often it was polled, and the runtime woken.
    fn poll_once(mut each: impl FnMut(usize, &Waker)) -> (usize, usize) {
        let mut polls = 0;
        let runtime = Arc::new(Runtime::default());
        let mut task = Prompt::new(poll_fn(|context| {
            polls += 1;
            each(polls, context.waker());
            Poll::<()>::Pending
        }));
        assert!(Pin::new(&mut task).poll(&mut Context::from_waker(&runtime.clone().into())).is_pending());
        drop(task);
        (polls, runtime.0.load(Ordering::Relaxed))
    }

    fn wake_promptly(waker: &Waker) {
        let mut work = pin!(promptly(async { waker.wake_by_ref() }));
        assert!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    }

    #[test]
    fn a_task_that_wakes_itself_promptly_is_polled_again_without_the_runtime() {
        let once = poll_once(|polls, waker| {
            if polls == 1 {
                wake_promptly(waker);
            }
        });
        assert_eq!(once, (2, 0));
    }

    #[test]
    fn a_task_that_wakes_itself_otherwise_lets_others_have_their_turn() {
        assert_eq!(poll_once(|_, waker| waker.wake_by_ref()), (1, 1));
    }

    #[test]
    fn a_task_that_lets_others_have_their_turn_does_so_whatever_else_wakes_it() {
        let before = poll_once(|_, waker| {
            wake_promptly(waker);
            waker.wake_by_ref();
        });
        let after = poll_once(|_, waker| {
            waker.wake_by_ref();
            wake_promptly(waker);
        });
        assert_eq!([before, after], [(1, 1); 2]);
    }

    #[test]
    fn a_task_that_never_ceases_to_wake_itself_lets_others_have_their_turn() {
        assert_eq!(poll_once(|_, waker| wake_promptly(waker)), (ROW, 1));
    }

    #[test]
    fn a_task_that_waits_is_woken_by_the_runtime() {
        let mut kept = None;
        let runtime = Arc::new(Runtime::default());
        let mut task = Prompt::new(poll_fn(|context| {
            kept = Some(context.waker().clone());
            Poll::<()>::Pending
        }));
        assert!(Pin::new(&mut task).poll(&mut Context::from_waker(&runtime.clone().into())).is_pending());
        drop(task);
        wake_promptly(&kept.unwrap());
        assert_eq!(runtime.0.load(Ordering::Relaxed), 1);
    }
}

//! Search: Chinese and English, the same on both databases, whatever is typed.

use model::{record::Ticket, view::TicketQuery};

use super::{
    base::{Base, at, on_both},
    sample,
};
use crate::Visible;

const TEXTS: [(i64, &str, &str); 7] = [
    (1, "退款流程太慢", "客户要求加急"),
    (2, "Refund process", "The customer's printer, model HP-4000"),
    (3, "流程退款", "refunded twice — NEAR miss OR not"),
    (4, "ＡＢＣ打印机 paper jam", "退货 款项"),
    (5, "Éclair für Straße", "naïve café"),
    (6, "한국어 문의", "カタカナ と ひらがな"),
    (7, "退", "x"),
];

async fn found(base: &Base, text: &str) -> Vec<i64> {
    let query = TicketQuery { text: text.into(), ..TicketQuery::default() };
    let list = base.scope().tickets(&query, &Visible::All, at(0)).await.unwrap();
    let mut numbers: Vec<i64> = list.rows.iter().map(|ticket| ticket.number).collect();
    numbers.sort_unstable();
    let (count, capped) = base.scope().count(&query, &Visible::All, at(0), 100).await.unwrap();
    assert_eq!((usize::try_from(count).unwrap(), capped), (numbers.len(), false), "{text:.30}");
    numbers
}

async fn fill(base: &Base) -> Vec<Ticket> {
    let mut changes = base.changes();
    let mut tickets = Vec::new();
    for (number, title, text) in TEXTS {
        let ticket = Ticket { title: title.into(), ..sample::ticket(number) };
        changes.insert_ticket(&ticket).index_ticket(&ticket, text);
        tickets.push(ticket);
    }
    base.store.commit(changes).await.unwrap();
    tickets
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_found_in_both_languages() {
    on_both(async |base| {
        fill(&base).await;
        for (query, expected) in [
            ("退款", vec![1, 3]),
            ("退款流", vec![1]),
            ("流程", vec![1, 3]),
            ("慢", vec![1]),
            ("退", vec![1, 3, 4, 7]),
            ("款", vec![1, 3, 4]),
            ("打印机", vec![4]),
            ("abc", vec![4]),
            ("refund", vec![2, 3]),
            ("REFUNDED", vec![3]),
            ("refund printer", vec![2]),
            ("hp 4000", vec![2]),
            ("x", vec![7]),
            ("é", vec![]),
            ("éclair", vec![5]),
            ("STRASSE", vec![]),
            ("straße", vec![5]),
            ("국어", vec![6]),
            ("タカナ", vec![6]),
            ("6", vec![6]),
            ("退款 加急", vec![1]),
            ("退款 refund", vec![3]),
            ("", vec![1, 2, 3, 4, 5, 6, 7]),
            ("   ", vec![1, 2, 3, 4, 5, 6, 7]),
        ] {
            assert_eq!(found(&base, query).await, expected, "{query}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_queries_find_words_or_nothing_and_never_fail() {
    on_both(async |base| {
        fill(&base).await;
        let long = "退款 ".repeat(30_000);
        for (query, expected) in [
            ("\"", vec![]),
            ("%", vec![]),
            ("*", vec![]),
            ("'); DROP TABLE ticket; --", vec![]),
            ("\"refund", vec![2, 3]),
            ("refund*", vec![2, 3]),
            ("refund OR 退款", vec![3]),
            ("NEAR(refund)", vec![3]),
            ("words:refund", vec![]),
            ("^refund", vec![2, 3]),
            ("refund & !process", vec![2]),
            ("-refund", vec![2, 3]),
            ("a\0b", vec![]),
            ("\\", vec![]),
            ("{refund}:*", vec![2, 3]),
            (&long, vec![1, 3]),
        ] {
            assert_eq!(found(&base, query).await, expected, "{query:.30}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_indexed_anew_is_found_by_the_new_words_only() {
    on_both(async |base| {
        let mut ticket = fill(&base).await.remove(0);
        ticket.title = "换货".into();
        ticket.version = 2;
        let mut changes = base.changes();
        changes.update_ticket(&ticket).index_ticket(&ticket, "second text");
        base.store.commit(changes).await.unwrap();
        assert_eq!(found(&base, "换货").await, [1]);
        assert_eq!(found(&base, "second").await, [1]);
        assert_eq!(found(&base, "加急").await, Vec::<i64>::new());
        let long: String = (0..60_000).map(|n: u32| ["词", &n.to_string(), " 退款 "].concat()).collect();
        let mut changes = base.changes();
        changes.index_ticket(&ticket, &long);
        base.store.commit(changes).await.unwrap();
        assert_eq!(found(&base, "退款").await, [1, 3]);
    })
    .await;
}

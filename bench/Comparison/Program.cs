using Petitions.Bench.Comparison.Commands;
using Petitions.Bench.Comparison.Questions;
using Petitions.Bench.Comparison.Settings;
using static Petitions.Bench.Comparison.Settings.SigningMode;

// Measures this program beside what people would build instead (bench/Peers). A call answers one question, the first where none is named.
return await ComparisonCommand.RunAsync(args, Console.Out, Console.Error,
[
    new("signing", "signing: every peer, and this program on PostgreSQL and on SQLite (the default)",
        PeerNames.All, [New, Mixed, Many], SigningComparison.RunAsync),
    new("reads", "reading the count and the page, against the same bytes from a bare Kestrel",
        [PeerNames.Bare], [New], ReadComparison.RunAsync),
    new("stored", "new signers of a petition that has ten million signatures, and of one that has none",
        [PeerNames.Bare], [Stored], StoredComparison.RunAsync),
    new("cluster", "two silos and a front end of its own, and everything in one process",
        [PeerNames.Bare], [New, Mixed], ClusterComparison.RunAsync),
    new("million", "retries, repeats, and a million signatures with memory and time to be ready again",
        [PeerNames.Bare], [New, Retry, Repeat], MillionComparison.RunAsync),
    new("mail", "a backlog of 100,000 mails: how fast it is sent, and what that costs signing; needs smtp-sink (postfix)",
        [PeerNames.Bare], [New], MailComparison.RunAsync),
    new("emptying", "a million rows of an ended petition are erased: how fast, and what that costs signing another petition",
        [PeerNames.Bare], [New], EmptyingComparison.RunAsync),
]);

using Microsoft.AspNetCore.Builder;
using Petitions.FaultyProduct;
using Petitions.FaultyProduct.Handover;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Silo.Hosting;

// The product, composed with a fault that the audit of the tests must find or a signer must survive. PETITION_TEST_FAULT names it.
var fault = Environment.GetEnvironmentVariable("PETITION_TEST_FAULT");
await using var node = await SiloHost.CreateAsync(args, Plant);
await node.RunAsync();

void Plant(WebApplicationBuilder builder)
{
    switch (fault)
    {
        case "acknowledge-before-commit":
            builder.Services.Replace<ISignatureLedger>(inner => new AcknowledgesBeforeCommit(inner));
            break;
        case "no-unique-key":
            builder.Services.Replace<ILedgerStore>(inner => new StoreWithoutUniqueKey(inner));
            break;
        case "repeats-skip-the-commit":
            builder.Services.Replace<ISignatureLedger>(inner => new AnswersRepeatsWithoutCommit(inner));
            break;
        case "crowded":
            builder.Services.Replace<ISignatureLedger>(inner => new RefusesFirstAndLosesSecond(inner));
            break;
        case "dies-in-a-handover":
            var death = new ArmedDeath(Environment.GetEnvironmentVariable("PETITION_TEST_FAULT_FILE")!);
            builder.Services.Replace<IHandoverStore>(inner => new StoreThatDies(inner, death));
            builder.Services.Replace<IParcelMaker>(inner => new MakerThatDies(inner, death));
            break;
        case "a-parcel-lacks-lines":
            builder.Services.Replace<IHandoverStore>(inner => new OverlooksRows(inner));
            break;
        case "the-cut-off-does-not-cut":
            builder.Services.Replace<IHandoverStore>(inner => new TakesLaterRows(inner));
            break;
        case "none":
            break;
        default:
            throw new ArgumentException($"PETITION_TEST_FAULT is \"{fault}\", which is no fault that this program has");
    }
}

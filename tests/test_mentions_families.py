"""Sentences of each family that once was read wrongly, written for this test and labelled by reading.

A family is named by the rule that a reader would state; see the conventions in tests/gold/README.md.
"""

import pytest

from factdata.mentions import find_mentions
from tests.mention_labels import citations, dates, quantities

QUANTITIES = {
    "a number takes up what was counted before": [
        (
            "The centers hold 34,000 beds, 11,200 of which are in Texas.",
            ["34,000 | 34000 count | beds", "11,200 | 11200 count | beds"],
        ),
        (
            "Agents questioned 310 travelers; of these, 44 had outstanding warrants.",
            ["310 | 310 count | travelers", "44 | 44 count | travelers"],
        ),
        (
            "The county has 1,250 levees, and inspectors found cracks in more than 70 of them.",
            ["1,250 | 1250 count | levees", "70 | > 70 count | levees"],
        ),
        (
            "ERO made 143,470 arrests in FY 2017, up from 110,104 in FY 2016.",
            ["143,470 | 143470 count | arrests", "110,104 | 110104 count | arrests"],
        ),
        (
            "It answered 5,200 calls in May, compared with 3,900 in April.",
            ["5,200 | 5200 count | calls", "3,900 | 3900 count | calls"],
        ),
        (
            "Some 900 firefighters were sent; 120 remain on the line.",
            ["900 | ~ 900 count | firefighters", "120 | 120 count | firefighters"],
        ),
        (
            "The survey covered 2,400 wells. Roughly two thirds were found to be safe.",
            ["2,400 | 2400 count | wells", "two thirds | ~ 0.666667 ratio | wells"],
        ),
    ],
    "a number without a noun in the same sentence": [
        ("Of the more than 600 claims, 320 were paid and 40 are pending.", [
            "600 | > 600 count | claims", "320 | 320 count | claims", "40 | 40 count | claims",
        ]),
        ("As many as 30 of the 90 wells, or 33 percent, are dry.", [
            "30 | <= 30 count | wells", "90 | 90 count | wells", "33 percent | 33 percent | wells",
        ]),
        ("Seizures led to 40 arrests, including 12 of fugitives, and calls reached 900.", [
            "40 | 40 count | arrests", "12 | 12 count | fugitives", "900 | 900 count",
        ]),
        ("About 27 percent of victims are men; 61 percent are under 30.", [
            "27 percent | ~ 27 percent | victims", "61 percent | 61 percent | victims", "30 | < 30 year",
        ]),
    ],
    "a verb that looks like a plural is none": [
        ("It certifies 800 schools and monitors more than 90,000 students.", [
            "800 | 800 count | schools", "90,000 | > 90000 count | students",
        ]),
        ("A workforce of 2,400 includes 90 pilots.", ["2,400 | 2400 count | workforce", "90 | 90 count | pilots"]),
        ("It inspected 22 of 73 sites and interviewed officials.", ["22 | 22 count | sites", "73 | 73 count | sites"]),
    ],
    "fractions and units of two parts": [
        ("About 2/3 of the tanks leak over one-half mile.", [
            "2/3 | ~ 0.666667 ratio | tanks", "one-half | > 0.5 mile",
        ]),
        ("More than one-third of the nation's 3,100 counties shrank.", [
            "one-third | > 0.333333 ratio | counties", "3,100 | 3100 count | counties",
        ]),
        ("Soot is capped at 12 micrograms per cubic meter (µg/m3), lead at 5 µg/dL.", [
            "12 | 12 microgram per cubic metre", "5 | 5 microgram per decilitre",
        ]),
        ("It moved 1,000-plus kilos of cocaine on 25 of the 30 days.", [
            "1,000 | >= 1000 kilogram | cocaine", "25 | 25 day", "30 | 30 day",
        ]),
        ("It has 36 miles of primary fencing.", ["36 | 36 mile | primary fencing"]),
    ],
    "the subject of a rise or fall stands before it": [
        (
            "Drownings fell from 4,100 in 2005 to fewer than 3,600 in 2015.",
            ["4,100 | 4100 count | Drownings", "3,600 | < 3600 count | Drownings"],
        ),
        (
            "The number of detainees rose from 19,000 to 33,000 over the decade.",
            ["19,000 | 19000 count | detainees", "33,000 | 33000 count | detainees"],
        ),
        (
            "Congress raised the number of agents from 9,000 to 20,000.",
            ["9,000 | 9000 count | agents", "20,000 | 20000 count | agents"],
        ),
        ("The city's population grew 9 percent, from 1.1 million to 1.2 million.", [
            "9 percent | 9 percent", "1.1 million | 1100000 count | population",
            "1.2 million | 1200000 count | population",
        ]),
        ("Last year applications dropped to about 61,000.", ["61,000 | ~ 61000 count | applications"]),
    ],
    "measures before a noun belong to it": [
        ("It built twelve 40-foot towers.", ["twelve | 12 count | 40-foot towers", "40 | 40 foot"]),
        ("A crew moved six 55-gallon drums.", ["six | 6 count | 55-gallon drums", "55 | 55 gallon"]),
        (
            "They seized nine .45 caliber pistols and two rifles.",
            ["nine | 9 count | .45 caliber pistols", ".45 | 0.45 caliber", "two | 2 count | rifles"],
        ),
        ("The grant buys four 250-kilowatt generators.", [
            "four | 4 count | 250-kilowatt generators", "250 | 250 kilowatt",
        ]),
        ("a 1,200-square-foot clinic", ["1,200 | 1200 square foot"]),
    ],
    "participles that describe and subjects before their verb": [
        (
            "Since 2005 it removed 870 aliens wanted for murder, 410 for rape, and 95 for arson.",
            [
                "870 | 870 count | aliens wanted for murder", "410 | 410 count | aliens wanted for rape",
                "95 | 95 count | aliens wanted for arson",
            ],
        ),
        ("The 1,100 officers assigned to the airport wear cameras.", [
            "1,100 | 1100 count | officers assigned to the airport",
        ]),
        ("Three bridges along the Red River were closed.", ["Three | 3 count | bridges along the Red River"]),
        ("It closed three bridges along the Red River.", ["three | 3 count | bridges"]),
        ("Troopers arrested 41 drivers charged with reckless driving.", [
            "41 | 41 count | drivers charged with reckless driving",
        ]),
        ("About 230 workers completed the course.", ["230 | ~ 230 count | workers"]),
    ],
    "terms and how they are served": [
        ("He got 57 months in federal prison.", ["57 | 57 month | federal prison"]),
        ("They face up to five years' imprisonment.", ["five | <= 5 year | imprisonment"]),
        ("He must serve 90 days in county jail and two years of probation.", [
            "90 | 90 day | county jail", "two | 2 year | probation",
        ]),
        ("File within 15 days of receipt.", ["15 | <= 15 day"]),
    ],
    "ages and temperatures without their unit": [
        ("Four men, aged 19, 22 and 41, were held.", [
            "Four | 4 count | men", "19 | 19 year", "22 | 22 year", "41 | 41 year",
        ]),
        ("Passengers under 12 may keep their shoes on; adults over 75 may too.", [
            "12 | < 12 year", "75 | > 75 year",
        ]),
        ("Half of all smokers began before they were eighteen.", ["Half | 0.5 ratio | smokers", "eighteen | 18 year"]),
        ("A Honduran national, 34, and two boys, 15 and 17, were found.", [
            "34 | 34 year", "two | 2 count | boys", "15 | 15 year", "17 | 17 year",
        ]),
        ("Men 50 years old or older should ask.", ["50 | >= 50 year"]),
    ],
    "numbers in words": [
        ("Each trailer has three or four bunks.", ["three or four | 3..4 count | bunks"]),
        ("The board heard forty-one witnesses.", ["forty-one | 41 count | witnesses"]),
        ("More than half a million visitors came.", ["half a million | > 500000 count | visitors"]),
        ("It drew three-quarters of a million letters.", ["three-quarters of a million | 750000 count | letters"]),
        ("Less than one-tenth of one percent of parcels are opened.", [
            "one-tenth of one percent | < 0.1 percent | parcels",
        ]),
        ("Seizures fell by half.", ["half | 0.5 ratio"]),
        ("It cost between 2 and 3 million dollars.", ["2 and 3 million dollars | 2000000..3000000 USD"]),
    ],
    "headlines": [
        ("Three Sisters Charged in $2.4 Million Tax Scheme", [
            "Three | 3 count | Sisters", "$2.4 Million | 2400000 USD",
        ]),
        ("ICE Arrests Five Gang Members in Two Cities", ["Five | 5 count | Gang Members", "Two | 2 count | Cities"]),
        ("CBP Officers Seize $1 Million in Cocaine", ["$1 Million | 1000000 USD"]),
        ("Visit the Four Corners region", []),
    ],
    "percentages count what `of` says": [
        ("The vaccine is 95% effective.", ["95% | 95 percent"]),
        ("Fees rise 3 percent a year.", ["3 percent | 3 percent"]),
        ("Share of flights on time: 82 percent, against 77 percent in 2011.", [
            "82 percent | 82 percent | flights", "77 percent | 77 percent | flights",
        ]),
        ("Of the homes tested, 12 percent failed.", ["12 percent | 12 percent | homes tested"]),
        ("Only 9% of those arrested were women.", ["9% | 9 percent | those arrested"]),
    ],
    "tables and labels": [
        ("Removals by year\n\nFY 2012 | 409,849\nFY 2013 | 368,644", [
            "409,849 | 409849 count | Removals", "368,644 | 368644 count | Removals",
        ]),
        ("Year | Arrests | Seizures\n2010 | 1,204 | 88\n2011 | 1,377 | 91", [
            "1,204 | 1204 count | Arrests", "88 | 88 count | Seizures",
            "1,377 | 1377 count | Arrests", "91 | 91 count | Seizures",
        ]),
        ("Budget ($ in thousands)\nObligated: $1,250\nBalance: (75)\nStaff: 14", [
            "$1,250 | 1250000 USD", "(75) | -75000 USD", "14 | 14 count | Staff",
        ]),
        ("Her crew of thirty rescued two fishermen.", ["thirty | 30 count | crew", "two | 2 count | fishermen"]),
        ("The 2010 count put the city's population at 1,203.", ["1,203 | 1203 count | population"]),
    ],
    "a number in parentheses stands between a share and its whole": [
        ("Nearly half (47%) of all rural clinics closed.", [
            "half | ~ 0.5 ratio | rural clinics", "47% | 47 percent | rural clinics",
        ]),
        ("In 2009, 31% of inspections took place in the six coastal counties, up from 22% in 2004.", [
            "31% | 31 percent | inspections", "six | 6 count | coastal counties", "22% | 22 percent | inspections",
        ]),
    ],
    "a phrase ends where another begins": [
        ("It keeps 900 boats and lends CBP its hangars.", ["900 | 900 count | boats"]),
        ("Crews moved 40 tons of sand last week.", ["40 | 40 ton | sand"]),
        ("Only 15% of the EPA's staff is in the field.", ["15% | 15 percent | EPA's staff"]),
        ("About 12% of men aged 40–59 years smoke.", [
            "12% | ~ 12 percent | men aged 40–59 years", "40–59 | 40..59 year",
        ]),
        ("Of those sent to shelters, 85 have gone home.", ["85 | 85 count | those sent to shelters"]),
        ("Plants with 50 workers or more must file.", ["50 | >= 50 count | workers"]),
    ],
    "what a list of people leaves unsaid": [
        ("Of the 412 total arrested, 300 had fled, including 9 men arrested on drug charges and four for theft.", [
            "412 | 412 count | total arrested", "300 | 300 count | total arrested",
            "9 | 9 count | men arrested on drug charges", "four | 4 count | men arrested for theft",
        ]),
        ("Arrests were made in: Waco, 17; Tyler, 12, and Austin, 16.", [
            "17 | 17 count", "12 | 12 count", "16 | 16 count",
        ]),
    ],
    "gerunds with an object say what was done, not of what": [
        ("After 30 years of guarding the coast, it was sold.", ["30 | 30 year"]),
    ],
    "a negation turns a bound round": [
        ("Of 60 leaks, none larger than 90 gallons, all were found.", ["60 | 60 count | leaks", "90 | <= 90 gallon"]),
        ("Nobody paid over $300.", ["$300 | <= 300 USD"]),
        ("No ferry is longer than 50 feet.", ["50 | <= 50 foot"]),
        ("The dues are never less than $15.", ["$15 | >= 15 USD"]),
        ("Boats do not carry more than 30 people.", ["30 | <= 30 count | people"]),
        ("No one under 16 may sail.", ["16 | < 16 year"]),
        ("Not all of the more than 80 boats came.", ["80 | > 80 count | boats"]),
        ("It was not found in more than 15 lakes.", ["15 | > 15 count | lakes"]),
    ],
    "`them` are things that were counted": [
        ("Lights mark 700 miles of channel, and 90 of them failed.", ["700 | 700 mile | channel", "90 | 90 count"]),
    ],
    "signs and hyphens": [
        ("a 2 percent (-1,200) change", ["2 percent | 2 percent", "-1,200 | -1200 count"]),
        ("a three- to six-month course", ["three- to six | 3..6 month"]),
        ("an eight-month sentence", ["eight | 8 month"]),
    ],
    "two figures of a rise are no range": [
        ("ERO doubled the number of field teams that were ready from 12 to 24.", [
            "12 | 12 count | field teams", "24 | 24 count | field teams",
        ]),
        ("• The number of open cases grew from 800 in May to 950 in June.", [
            "800 | 800 count | open cases", "950 | 950 count | open cases",
        ]),
        ("The toll rose 3% from 61 to 63 for drivers and 2% from 48 to 49 for others.", [
            "3% | 3 percent", "61 | 61 count | toll", "63 | 63 count | toll",
            "2% | 2 percent", "48 | 48 count | toll", "49 | 49 count | toll",
        ]),
    ],
    "comparators cover a list as far as it is round": [
        ("Nearly 500 trucks, 17 boats and 4 planes came.", [
            "500 | ~ 500 count | trucks", "17 | 17 count | boats", "4 | 4 count | planes",
        ]),
        ("It made over 12,000 visits and 3,500 calls.", [
            "12,000 | > 12000 count | visits", "3,500 | > 3500 count | calls"
        ]),
        ("Landfall may come in as little as 6 to 8 hours.", ["6 to 8 | >= 6..8 hour"]),
        ("Act at 10 micrograms (of lead) or more.", ["10 | >= 10 microgram"]),
    ],
}  # fmt: skip
NOTHING = [
    "Plyler v. Doe, 457 U.S. 202 (1982)", "Matter of Silva-Trevino, 26 I&N Dec. 826 (BIA 2016)",
    "United States v. Cotterman, 709 F.3d 952 (9th Cir. 2013)", "Riley v. California, 573 U.S. 373 (2014)",
    "Write to 200 Oak Street, Dallas, TX 75201, or Lincoln, Nebraska 68508.",
    "between mile markers 201 and 214, at milepost 77, past mile marker 9",
    "1. Log in.\n2. Pay the fee.\n  3) Print the receipt.",
    "Form Number: ICE 73-028\nOMB Control No. 1615-0047",
    "open from 0700 to 1530, closed at 2200 hours", "daily 0900-1700",
    "text 43362, text SHELTER and your code to 43362",
    "Apollo 13, Windows 7, Operation Predator 2, Region 4, Local 1613, FIPS 140-2 and Class 8 trucks",
    "98.7 FM and 1610 AM, near 32.5 N, 117.0 W", "2012 WL 123456; 110 Cong. Rec. 99",
    "Handbook (rev. 2.1), version 4.0.2, ver. 3",
    "the wars of 499-493 BC", "by Smith '08 in 12-2018",
    "Call (888) 555-HELP (4357) about type 2 diabetes.", "by the Department (DOE),6 and others",
]  # fmt: skip
CITATIONS = [
    ("16 U.S.C. 470aa and 54 U.S.C. 100101", ["16 U.S.C. 470aa", "54 U.S.C. 100101"]),
    ("19 C.F.R. Part 162", ["19 C.F.R. Part 162"]),
    ("40 CFR Parts 60 and 61", ["40 C.F.R. Part 60", "40 C.F.R. Part 61"]),
    ("45 CFR Parts 160 through 164", ["45 C.F.R. Part 160", "45 C.F.R. Part 164"]),
    ("as section 214.11 of title 8, Code of Federal Regulations, says", ["8 C.F.R. 214.11"]),
    ("The Homeland Security Act of 2002 is broad. Section 442 of the Act made ICE.", [
        "Homeland Security Act of 2002 442",
    ]),
    ("Under section 111(d) of the Act, states file plans.", ["Act 111(d)"]),
    ("Section 212(a)(6) of the Act bars such aliens.", ["INA 212(a)(6)"]),
    ("section 2 of the 9/11 Commission Act of 2007", ["9/11 Commission Act of 2007 2"]),
    ("Section 7 of the Endangered Species Act", ["Endangered Species Act 7"]),
]  # fmt: skip
DATES = [
    ("a score of 05/13", []),
    ("It ran from at least 1987 until 1994.", ["1987 until 1994 | range | 1987-01-01..1994-12-31 | from"]),
    ("the June 3-5, 2011 floods", ["June 3-5, 2011 | range | 2011-06-03..2011-06-05"]),
    ("after the Nov. 3-4 fires", ["Nov. 3-4 | range | no year | after"]),
    ("losses caused by the Feb. 8-9, 2016 storm", ["Feb. 8-9, 2016 | range | 2016-02-08..2016-02-09"]),
    ("signed on May 9,2014", ["May 9,2014 | day | 2014-05-09..2014-05-09"]),
    ("2 In this table, years are calendar years.", []),
    ("Vol. 12, No. 3 June 14, 2010", ["June 14, 2010 | day | 2010-06-14..2010-06-14"]),
    ("The October report was late.", ["October | month | no year"]),
    ("It may march in june.", []),
    ("1-31 January 2013", ["1-31 January 2013 | range | 2013-01-01..2013-01-31"]),
    ("the Jan.-Mar. 2012 term", ["Jan.-Mar. 2012 | range | 2012-01-01..2012-03-31"]),
    (
        "FY '09 and FY's 2010 and 2011",
        [
            "FY '09 | fiscal_year | 2008-10-01..2009-09-30",
            "FY's 2010 | fiscal_year | 2009-10-01..2010-09-30",
            "2011 | fiscal_year | 2010-10-01..2011-09-30",
        ],
    ),
    ("FY 2009/10", ["FY 2009/10 | range | 2008-10-01..2010-09-30"]),
    ("effective 12:01 a.m. on Jan. 1, 2013", ["Jan. 1, 2013 | day | 2013-01-01..2013-01-01 | effective"]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{name}: {case[0][:40]}") for name in QUANTITIES for case in QUANTITIES[name]],
)
def test_quantities_of_a_family(text, expected):
    assert quantities(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_names_numberings_and_cases_are_no_mentions(text):
    assert find_mentions(text) == ([], [], [])


@pytest.mark.parametrize(("text", "expected"), CITATIONS)
def test_citations_of_a_family(text, expected):
    assert [line.rpartition(" | ")[2] for line in citations(text)] == expected
    assert quantities(text) == []


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_of_a_family(text, expected):
    assert dates(text) == expected
    assert quantities(text) == []

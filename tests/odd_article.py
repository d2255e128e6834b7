"""An article of ordinary news that holds what programs trip over: signs, scripts, odd dates."""

ODD = """\
Ministers clash over $5 fees: "from $5 (up 3%) to $7", 习近平 & Путин <react>
20220215
Russian President Владимир Путин said on Tuesday that fees rose from $5 (up 3%) to $7, and "costs \
$x_1^2$ for {all} of us" were to come.
"We reject the claim that prices fell from $9 to $2," said Xi Jinping 习近平, the president of \
China, in Beijing. "Prices did not fall; they rose by 50% & more."
Ukrainian President Volodymyr Zelenskyy told reporters that Russia's claim \\alpha_{0} \\frac is \
false, and that prices fell 4000 years ago.
فلاديمير بوتين said that talks 99999999999 days ago had failed. "They failed, 100%," he said.
The United States denied that prices rose. "Prices fell from $9 to $2_000," U.S. President Joe \
Biden 🙂 said on Monday. "This is <b>false</b> & not true."
“Prices rose $1
and then $2,” said Ένας Υπουργός, the minister of Greece, who called C:\\new\\table.txt \
^strange^ and _odd_.
President ประยุทธ์ จันทร์โอชา of Thailand said 3,000 years ago there was no $ at all, and 문재인 of \
South Korea disagreed: "There was, about 1.5 years ago."
Jens Stoltenberg, the secretary general of NATO, said it had no evidence of a price of \
10,000,000,000,000,000,000,000 dollars on 2022-13-45, 00/00/0000 or next year.
"""
#: Names and quotations such as may stand at any place of a figure.
WORDS = (
    "from $5 (up 3%) to $7",
    "$x_1^2$ {a} \\frac{ \\alpha",
    "习近平 & Путин <b>",
    "فلاديمير بوتين",
    "ประยุทธ์ 문재인 🙂 👩‍🚀",
    "tab\there, bell\x07, line\u2028separator, private \ue000",
    "$",
    "_underscored ^ %s {0} %(x)d",
    "half a letter \ud83d",
    "Bjørn Žižek-Nguyễn the 3rd, a very long name indeed, of the Ministry of Foreign Affairs",
    "a line\nand another",
)

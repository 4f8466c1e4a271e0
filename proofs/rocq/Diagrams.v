(* Diagrams.v : equations between terms, decided by computation in the kernel. *)
(* A term is a sum of products of letters, transposes, traces and scalars; its *)
(* normal form is a sum of monomials: a rational, closed words (traces, cut    *)
(* wherever two letters meet at size one) and one open word.  `mcheck` and     *)
(* `scheck` compare normal forms; `mcheck_sound` and `scheck_sound` say that   *)
(* equal normal forms have equal values, for all sizes and all letters.        *)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Diagrams.
Variable R : realFieldType.
Variables (sizes : nat -> nat) (src tgt : nat -> nat).
(* the size with number 0 is one; the others are arbitrary                     *)
Definition dim k := if k is k'.+1 then sizes k' else 1%N.
Variable val : forall a, 'M[R]_(dim (src a), dim (tgt a)).
Variable num : nat -> R.

Inductive mexp : nat -> nat -> Type :=
| mAt a : mexp (src a) (tgt a)
| mMul i j k (e : mexp i j) (f : mexp j k) : mexp i k
| mAdd i j (e f : mexp i j) : mexp i j
| mOpp i j (e : mexp i j) : mexp i j
| mZero i j : mexp i j
| mOne i : mexp i i
| mSc (s : sexp) i j (e : mexp i j) : mexp i j
| mNum (s : sexp) : mexp 0 0
| mTr i j (e : mexp i j) : mexp j i
with sexp : Type :=
| sAt (c : nat)
| sMul (s t : sexp)
| sAdd (s t : sexp)
| sOpp (s : sexp)
| sZero
| sOne
| sFrac (p q : nat)
| sNat (p : nat)
| sTrace i (e : mexp i i)
| sEntry (e : mexp 0 0).

Fixpoint den i j (e : mexp i j) : 'M[R]_(dim i, dim j) :=
  match e with
  | mAt a => val a
  | mMul _ _ _ e f => den e *m den f
  | mAdd _ _ e f => den e + den f
  | mOpp _ _ e => - den e
  | mZero _ _ => 0
  | mOne _ => 1%:M
  | mSc s _ _ e => sden s *: den e
  | mNum s => (sden s)%:M
  | mTr _ _ e => (den e)^T
  end
with sden (s : sexp) : R :=
  match s with
  | sAt c => num c
  | sMul s t => sden s * sden t
  | sAdd s t => sden s + sden t
  | sOpp s => - sden s
  | sZero => 0
  | sOne => 1
  | sFrac p q => p%:R / q.+1%:R
  | sNat p => p%:R
  | sTrace _ e => \tr (den e)
  | sEntry e => den e 0 0
  end.

(* ---------- words ------------------------------------------------------------ *)
Definition letter := (nat * bool)%type.
Definition asrc (x : letter) := if x.2 then tgt x.1 else src x.1.
Definition atgt (x : letter) := if x.2 then src x.1 else tgt x.1.
Definition turn (x : letter) : letter := (x.1, ~~ x.2).
Definition aval (x : letter) : 'M[R]_(dim (asrc x), dim (atgt x)) :=
  match x with (a, true) => (val a)^T | (a, false) => val a end.

Fixpoint wt (w : seq letter) (i j : nat) : bool :=
  if w is x :: w' then (asrc x == i) && wt w' (atgt x) j else i == j.
Fixpoint wev (w : seq letter) i j : 'M[R]_(dim i, dim j) :=
  if w is x :: w' then conform_mx (0 : 'M_(dim i, dim (atgt x))) (aval x) *m wev w' (atgt x) j
  else conform_mx 0 (1%:M : 'M_(dim i)).
Fixpoint wtr (w : seq letter) : seq letter :=
  if w is x :: w' then wtr w' ++ [:: turn x] else [::].

Lemma wt_cat w1 w2 i j k : wt w1 i j -> wt w2 j k -> wt (w1 ++ w2) i k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->.
by case/andP=> -> h /(IH _ h).
Qed.

Lemma wev_nil i : wev [::] i i = 1%:M. Proof. exact: conform_mx_id. Qed.

Lemma wev_cat w1 w2 i j k : wt w1 i j -> wev (w1 ++ w2) i k = wev w1 i j *m wev w2 j k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->; rewrite conform_mx_id mul1mx.
by case/andP=> _ h; rewrite (IH _ h) mulmxA.
Qed.

Lemma asrc_turn x : asrc (turn x) = atgt x. Proof. by case: x => a []. Qed.
Lemma atgt_turn x : atgt (turn x) = asrc x. Proof. by case: x => a []. Qed.

Lemma wt_tr w i j : wt w i j -> wt (wtr w) j i.
Proof.
elim: w i => [|x w IH] i /=; first by rewrite eq_sym.
by case/andP=> /eqP<- /IH h; apply: wt_cat h _; rewrite /= asrc_turn atgt_turn !eqxx.
Qed.

Lemma wev1 x : wev [:: turn x] (atgt x) (asrc x) = (aval x)^T.
Proof. by case: x => a [] /=; rewrite /asrc /atgt /= !conform_mx_id mulmx1 ?trmxK. Qed.

Lemma wev_tr w i j : wt w i j -> wev (wtr w) j i = (wev w i j)^T.
Proof.
elim: w i => [|x w IH] i /=; first by move/eqP->; rewrite !conform_mx_id trmx1.
case/andP=> /eqP<- h; rewrite (wev_cat _ _ (wt_tr h)) (IH _ h) wev1.
by rewrite trmx_mul conform_mx_id.
Qed.

(* ---------- closed words: a scalar letter, or the trace of a word ------------- *)
Definition loop := (nat + nat * seq letter)%type.
Definition lwt (l : loop) := if l is inr (i, w) then wt w i i else true.
Definition lev (l : loop) : R :=
  match l with inl c => num c | inr (i, w) => \tr (wev w i i) end.
Definition lsev (s : seq loop) : R := foldr (fun l r => lev l * r) 1 s.

Lemma lsev_cat s t : lsev (s ++ t) = lsev s * lsev t.
Proof. by elim: s => [|l s IH] /=; rewrite ?mul1r // IH mulrA. Qed.

(* a total order, for the normal form only                                      *)
Definition xlt (x y : letter) := (x.1 < y.1)%N || ((x.1 == y.1) && (x.2 < y.2)%N).
Fixpoint wlt (v w : seq letter) : bool :=
  match v, w with
  | _, [::] => false
  | [::], _ => true
  | x :: v', y :: w' => xlt x y || ((x == y) && wlt v' w')
  end.
Definition llt (l m : loop) : bool :=
  match l, m with
  | inl c, inl c' => (c < c')%N
  | inl _, inr _ => true
  | inr _, inl _ => false
  | inr (i, v), inr (j, w) => wlt v w || ((v == w) && (i < j)%N)
  end.
Fixpoint lins (l : loop) (s : seq loop) : seq loop :=
  if s is m :: s' then if llt m l then m :: lins l s' else l :: s else [:: l].

Lemma lsev_ins l s : lsev (lins l s) = lev l * lsev s.
Proof. by elim: s => [|m s IH] //=; case: ifP => //= _; rewrite IH mulrCA. Qed.
Definition lsort (s : seq loop) := foldr lins [::] s.
Lemma lsev_sort s : lsev (lsort s) = lsev s.
Proof. by elim: s => [|l s IH] //=; rewrite lsev_ins IH. Qed.

(* the least rotation of a closed word                                          *)
Definition shift (p : nat * seq letter) :=
  if p.2 is x :: w then (atgt x, w ++ [:: x]) else p.
Definition same (p q : nat * seq letter) :=
  wt q.2 q.1 q.1 /\ \tr (wev q.2 q.1 q.1) = \tr (wev p.2 p.1 p.1).

Lemma shift_ok p q : same p q -> same p (shift q).
Proof.
case: q => i [|x w] // [/= /andP[/eqP xi h] e]; split => /=.
  by apply: wt_cat h _; rewrite /= xi !eqxx.
rewrite -e (wev_cat _ _ h) mxtrace_mulC; congr (\tr _).
by subst i; rewrite /= !conform_mx_id mulmx1.
Qed.

Lemma flip_ok p q : same p q -> same p (q.1, wtr q.2).
Proof. by case=> h e; split=> /=; [exact: wt_tr | rewrite wev_tr // mxtrace_tr]. Qed.

Definition less (p q : nat * seq letter) := if llt (inr p) (inr q) then p else q.
Fixpoint least n p b := if n is n'.+1 then least n' (shift p) (less p b) else b.
Lemma least_ok p0 n p b : same p0 p -> same p0 b -> same p0 (least n p b).
Proof.
elim: n p b => //= n IH p b hp hb; apply: IH; first exact: shift_ok.
by rewrite /less; case: ifP.
Qed.
Definition turned (p : nat * seq letter) := (p.1, wtr p.2).
Definition lnorm (p : nat * seq letter) :=
  let n := size p.2 in
  let q := least n p p in least n (turned p) q.
Lemma lnorm_ok p : wt p.2 p.1 p.1 -> same p (lnorm p).
Proof.
move=> h; have s : same p p by [].
by apply: least_ok; [exact: flip_ok | exact: least_ok].
Qed.

(* words are cut where two letters meet at size one                             *)
Fixpoint pre (i : nat) (w : seq letter) : option (seq letter * seq letter) :=
  if i == 0%N then Some ([::], w) else
  if w is x :: w' then
    if pre (atgt x) w' is Some (p, q) then Some (x :: p, q) else None
  else None.

Lemma pre_ok w i j p q : wt w i j -> pre i w = Some (p, q) ->
  [/\ w = p ++ q, wt p i 0 & wt q 0 j].
Proof.
elim: w i p q => [|x w IH] i p q /=.
  by move/eqP=> <-; case: eqP => // -> [<- <-].
case/andP=> /eqP xi h; case: eqP => [i0 [<- <-]|_] /=.
  by rewrite xi i0 eqxx h.
case e: (pre _ w) => [[p' q']|] // [<- <-] /=.
by have [-> hp hq] := IH _ _ _ h e; rewrite xi eqxx.
Qed.

Fixpoint segs (acc q : seq letter) : seq loop * seq letter :=
  if q is x :: q' then
    if atgt x == 0%N then
      let s := segs [::] q' in (inr (lnorm (0%N, rcons acc x)) :: s.1, s.2)
    else segs (rcons acc x) q'
  else ([::], acc).

Lemma scalar0 (A : 'M[R]_(dim 0)) : A = (\tr A)%:M.
Proof. by rewrite [LHS]mx11_scalar /mxtrace big_ord1. Qed.

Lemma segs_ok q acc i j : wt acc 0 i -> wt q i j ->
  [/\ all lwt (segs acc q).1, wt (segs acc q).2 0 j &
      wev (acc ++ q) 0 j = lsev (segs acc q).1 *: wev (segs acc q).2 0 j].
Proof.
elim: q acc i => [|x q IH] acc i ha /=.
  by move/eqP=> <-; split; rewrite ?cats0 ?scale1r.
case/andP=> /eqP xi h.
have hx : wt (rcons acc x) 0 (atgt x).
  by rewrite -cats1; apply: wt_cat ha _; rewrite /= xi !eqxx.
case: eqP => [x0|_]; last by have := IH _ _ hx h; rewrite cat_rcons.
move: hx h; rewrite x0 => hx h.
have [a1 a2 a3] := IH [::] 0%N (eqxx _) h.
have [b1 b2] := @lnorm_ok (0%N, rcons acc x) hx.
split=> //=; first by move: b1; case: (lnorm _) => i' w' /= ->.
rewrite -cat_rcons (wev_cat _ _ hx) a3 (scalar0 (wev _ 0 0)) mul_scalar_mx scalerA.
by congr (_ * _ *: _); move: b2; case: (lnorm _) => i' w' /= ->.
Qed.

Definition wcut i (w : seq letter) : seq loop * seq letter :=
  if pre i w is Some (p, q) then let s := segs [::] q in (s.1, p ++ s.2) else ([::], w).
Lemma wcut_ok w i j : wt w i j ->
  [/\ all lwt (wcut i w).1, wt (wcut i w).2 i j &
      wev w i j = lsev (wcut i w).1 *: wev (wcut i w).2 i j].
Proof.
move=> h; rewrite /wcut; case e: (pre i w) => [[p q]|] /=; last by rewrite scale1r.
have [-> hp hq] := pre_ok h e.
have [a b c] := @segs_ok q [::] 0%N j (eqxx _) hq; split=> //; first exact: wt_cat hp b.
by rewrite (wev_cat _ _ hp) [wev q 0 j]c -scalemxAr -(wev_cat _ _ hp).
Qed.

Definition lcut (l : loop) : seq loop :=
  if l is inr (i, w) then
    if pre i w is Some (p, q) then
      if p ++ q is [::] then [::] else (segs [::] (q ++ p)).1
    else [:: inr (lnorm (i, w))]
  else [:: l].
Lemma lcut_ok l : lwt l -> lsev (lcut l) = lev l.
Proof.
case: l => [c _|[i w]] /=; first by rewrite mulr1.
move=> h; case e: (pre i w) => [[p q]|] /=; last first.
  have [b1 b2] := @lnorm_ok (i, w) h.
  by move: b2; case: (lnorm _) => i' w' /= ->; rewrite mulr1.
have [ew hp hq] := pre_ok h e.
have hqp := wt_cat hq hp.
have [a b c] := @segs_ok (q ++ p) [::] 0%N 0%N (eqxx _) hqp.
have nilt : forall v acc, wt acc 0%N 0%N -> True by [].
have tr_e : \tr (wev w i i) = \tr (wev (q ++ p) 0 0).
  by rewrite ew (wev_cat _ _ hp) mxtrace_mulC -(wev_cat _ _ hq).
case n: (p ++ q) => [|x s] /=.
  move: n; rewrite tr_e; case: (p) => //= ->; rewrite /= conform_mx_id.
  by rewrite /mxtrace big_ord1 mxE eqxx.
rewrite tr_e c; set t := (segs _ _).2 in b *.
suff -> : t = [::] by rewrite mxtraceZ wev_nil /mxtrace big_ord1 mxE eqxx mulr1.
have noend : forall v acc i', wt acc 0%N i' -> (i' = 0%N -> acc = [::]) ->
    wt v i' 0%N -> (segs acc v).2 = [::].
  elim=> [|y v IH] acc i' ha hn /= ; first by move/eqP/hn.
  case/andP=> /eqP yi hv; case: eqP => [y0|y0] /=; first by rewrite y0 in hv; apply: (IH [::] 0%N).
  apply: (IH _ (atgt y)) => //.
  by rewrite -cats1; apply: wt_cat ha _; rewrite /= yi !eqxx.
exact: noend hqp.
Qed.

(* ---------- coefficients ------------------------------------------------------ *)
Definition coef := (int * nat)%type.
Definition cev (c : coef) : R := c.1%:~R / c.2.+1%:R.
Definition cmul (a b : coef) : coef := (a.1 * b.1, (a.2.+1 * b.2.+1).-1).
Definition cadd (a b : coef) : coef :=
  if a.2 == b.2 then (a.1 + b.1, a.2)
  else (a.1 * b.2.+1%:Z + b.1 * a.2.+1%:Z, (a.2.+1 * b.2.+1).-1).
Definition copp (a : coef) : coef := (- a.1, a.2).

Lemma nz n : n.+1%:R != 0 :> R. Proof. by rewrite pnatr_eq0. Qed.
Lemma cevE z n : cev (z, n) = z%:~R / n.+1%:R. Proof. by []. Qed.
Lemma cev_mul a b : cev (cmul a b) = cev a * cev b.
Proof.
case: a b => a m [b n]; have -> : cmul (a, m) (b, n) = (a * b, (m.+1 * n.+1).-1) by [].
rewrite !cevE prednK ?muln_gt0 //.
by rewrite intrM natrM mulf_div.
Qed.
Lemma cev_add a b : cev (cadd a b) = cev a + cev b.
Proof.
case: a b => a m [b n].
have -> : cadd (a, m) (b, n) = if m == n then (a + b, m)
  else (a * n.+1%:Z + b * m.+1%:Z, (m.+1 * n.+1).-1) by [].
case: eqP => [->|_]; first by rewrite !cevE intrD mulrDl.
rewrite !cevE prednK ?muln_gt0 // intrD !intrM natrM -!pmulrn.
by rewrite addf_div ?nz.
Qed.
Lemma cev_opp a : cev (copp a) = - cev a.
Proof. by rewrite /cev /copp /= mulrNz mulNr. Qed.
Lemma cev1 : cev (1, 0%N) = 1. Proof. by rewrite /cev divr1. Qed.

(* ---------- monomials and sums ------------------------------------------------- *)
Definition mono := (coef * (seq loop * seq letter))%type.
Definition poly := seq mono.
Definition smono := (coef * seq loop)%type.
Definition spoly := seq smono.

Definition mev i j (m : mono) : 'M[R]_(dim i, dim j) :=
  (cev m.1 * lsev m.2.1) *: wev m.2.2 i j.
Definition pev i j (p : poly) : 'M[R]_(dim i, dim j) := foldr (fun m r => mev i j m + r) 0 p.
Definition smev (m : smono) : R := cev m.1 * lsev m.2.
Definition spev (p : spoly) : R := foldr (fun m r => smev m + r) 0 p.

Definition mwt i j (m : mono) := all lwt m.2.1 && wt m.2.2 i j.
Definition pwt i j (p : poly) := all (mwt i j) p.
Definition spwt (p : spoly) := all (fun m : smono => all lwt m.2) p.

Definition mmul (m n : mono) : mono := (cmul m.1 n.1, (m.2.1 ++ n.2.1, m.2.2 ++ n.2.2)).
Definition pmul (p q : poly) : poly := flatten [seq [seq mmul m n | n <- q] | m <- p].
Definition popp (p : poly) : poly := [seq (copp m.1, m.2) | m <- p].
Definition smmul (m n : smono) : smono := (cmul m.1 n.1, m.2 ++ n.2).
Definition spmul (p q : spoly) : spoly := flatten [seq [seq smmul m n | n <- q] | m <- p].
Definition spopp (p : spoly) : spoly := [seq (copp m.1, m.2) | m <- p].
Definition mscale (m : smono) (n : mono) : mono := (cmul m.1 n.1, (m.2 ++ n.2.1, n.2.2)).
Definition pscale (p : spoly) (q : poly) : poly := flatten [seq [seq mscale m n | n <- q] | m <- p].
Definition ptr (p : poly) : poly := [seq (m.1, (m.2.1, wtr m.2.2)) | m <- p].
Definition pnum (p : spoly) : poly := [seq (m.1, (m.2, [::])) | m <- p].
Definition ptrace i (p : poly) : spoly := [seq (m.1, inr (i, m.2.2) :: m.2.1) | m <- p].

Lemma pev_cat i j p q : pev i j (p ++ q) = pev i j p + pev i j q.
Proof. by elim: p => [|m p IH] /=; rewrite ?add0r // IH addrA. Qed.
Lemma spev_cat p q : spev (p ++ q) = spev p + spev q.
Proof. by elim: p => [|m p IH] /=; rewrite ?add0r // IH addrA. Qed.
Lemma pwt_cat i j p q : pwt i j (p ++ q) = pwt i j p && pwt i j q.
Proof. exact: all_cat. Qed.

Lemma mmul_ok i j k m q : mwt i j m -> pwt j k q ->
  pwt i k [seq mmul m n | n <- q] /\ pev i k [seq mmul m n | n <- q] = mev i j m *m pev j k q.
Proof.
case/andP=> hl hw; elim: q => [|n q IH] /=; first by rewrite mulmx0.
case/andP=> /andP[nl nw] /IH[{IH} g e]; rewrite {}g {}e andbT /mwt /=.
rewrite all_cat hl nl (wt_cat hw nw); split=> //; rewrite mulmxDr; congr (_ + _); rewrite /mev /= (wev_cat _ _ hw).
by rewrite lsev_cat cev_mul -scalemxAl -scalemxAr scalerA mulrACA.
Qed.
Lemma pmul_ok i j k p q : pwt i j p -> pwt j k q ->
  pwt i k (pmul p q) /\ pev i k (pmul p q) = pev i j p *m pev j k q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite mul0mx.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := mmul_ok hm hq.
by rewrite /pmul /= pwt_cat pev_cat -/(pmul p q) h1 h2 g e mulmxDl.
Qed.

Lemma smmul_ok m q : all lwt m.2 -> spwt q ->
  spwt [seq smmul m n | n <- q] /\ spev [seq smmul m n | n <- q] = smev m * spev q.
Proof.
move=> hl; elim: q => [|n q IH] /=; first by rewrite mulr0.
case/andP=> nl /IH[{IH} g e]; rewrite {}g {}e andbT all_cat hl nl; split=> //; rewrite mulrDr; congr (_ + _).
by rewrite /smev /= lsev_cat cev_mul mulrACA.
Qed.
Lemma spmul_ok p q : spwt p -> spwt q ->
  spwt (spmul p q) /\ spev (spmul p q) = spev p * spev q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite mul0r.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := smmul_ok hm hq.
by rewrite /spmul /= /spwt all_cat spev_cat -/(spmul p q) [all _ (spmul p q)]h1 h2 [all _ _]g e mulrDl.
Qed.

Lemma mscale_ok i j m q : all lwt m.2 -> pwt i j q ->
  pwt i j [seq mscale m n | n <- q] /\ pev i j [seq mscale m n | n <- q] = smev m *: pev i j q.
Proof.
move=> hl; elim: q => [|n q IH] /=; first by rewrite scaler0.
case/andP=> /andP[nl nw] /IH[{IH} g e]; rewrite {}g {}e andbT /mwt /=.
rewrite all_cat hl nl nw; split=> //; rewrite scalerDr; congr (_ + _); rewrite /mev /smev /=.
by rewrite lsev_cat cev_mul scalerA mulrACA.
Qed.
Lemma pscale_ok i j p q : spwt p -> pwt i j q ->
  pwt i j (pscale p q) /\ pev i j (pscale p q) = spev p *: pev i j q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite scale0r.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := mscale_ok hm hq.
by rewrite /pscale /= pwt_cat pev_cat -/(pscale p q) h1 h2 g e scalerDl.
Qed.

Lemma popp_ok i j p : pwt i j p -> pwt i j (popp p) /\ pev i j (popp p) = - pev i j p.
Proof.
elim: p => [|m p IH] /=; first by rewrite oppr0.
case/andP=> h /IH[g e]; rewrite /popp /= in g e *; rewrite g e [mwt _ _ _]h.
by split=> //; rewrite opprD /mev /= cev_opp mulNr scaleNr.
Qed.
Lemma spopp_ok p : spwt p -> spwt (spopp p) /\ spev (spopp p) = - spev p.
Proof.
elim: p => [|m p IH] /=; first by rewrite oppr0.
case/andP=> h /IH[g e]; rewrite /spopp /spwt /= in g e *; rewrite g e h.
by split=> //; rewrite opprD /smev /= cev_opp mulNr.
Qed.
Lemma ptr_ok i j p : pwt i j p -> pwt j i (ptr p) /\ pev j i (ptr p) = (pev i j p)^T.
Proof.
elim: p => [|m p IH] /=; first by rewrite trmx0.
case/andP=> /andP[hl hw] /IH[g e]; rewrite /ptr /= in g e *; rewrite g e /mwt /= hl (wt_tr hw).
by split=> //; rewrite [RHS]linearD /mev /= linearZ /= wev_tr.
Qed.
Lemma pnum_ok p : spwt p -> pwt 0 0 (pnum p) /\ pev 0 0 (pnum p) = (spev p)%:M.
Proof.
elim: p => [|m p IH] /=; first by rewrite raddf0.
case/andP=> hl /IH[g e]; rewrite /pnum /= in g e *; rewrite g e /mwt /= hl; split=> //.
by rewrite raddfD /= /mev /smev /= conform_mx_id scalemx1.
Qed.
Lemma ptrace_ok i p : pwt i i p -> spwt (ptrace i p) /\ spev (ptrace i p) = \tr (pev i i p).
Proof.
elim: p => [|m p IH] /=; first by rewrite mxtrace0.
case/andP=> /andP[hl hw] /IH[g e]; rewrite /ptrace /spwt /= in g e *; rewrite g e hl hw.
split=> //; rewrite mxtraceD /mev /smev /= mxtraceZ -mulrA; congr (_ * _ + _).
exact: mulrC.
Qed.

Fixpoint nf i j (e : mexp i j) : poly :=
  match e with
  | mAt a => [:: ((1, 0%N), ([::], [:: (a, false)]))]
  | mMul _ _ _ e f => pmul (nf e) (nf f)
  | mAdd _ _ e f => nf e ++ nf f
  | mOpp _ _ e => popp (nf e)
  | mZero _ _ => [::]
  | mOne _ => [:: ((1, 0%N), ([::], [::]))]
  | mSc s _ _ e => pscale (snf s) (nf e)
  | mNum s => pnum (snf s)
  | mTr _ _ e => ptr (nf e)
  end
with snf (s : sexp) : spoly :=
  match s with
  | sAt c => [:: ((1, 0%N), [:: inl c])]
  | sMul s t => spmul (snf s) (snf t)
  | sAdd s t => snf s ++ snf t
  | sOpp s => spopp (snf s)
  | sZero => [::]
  | sOne => [:: ((1, 0%N), [::])]
  | sFrac p q => [:: ((p%:Z, q), [::])]
  | sNat p => [:: ((p%:Z, 0%N), [::])]
  | sTrace i e => ptrace i (nf e)
  | sEntry e => ptrace 0 (nf e)
  end.

Scheme mexp_mut := Induction for mexp Sort Prop
  with sexp_mut := Induction for sexp Sort Prop.
Combined Scheme exp_ind from mexp_mut, sexp_mut.

Lemma nf_snf_ok :
  (forall i j (e : mexp i j), pwt i j (nf e) /\ den e = pev i j (nf e)) /\
  (forall s, spwt (snf s) /\ sden s = spev (snf s)).
Proof.
apply: exp_ind => /= [a|i j k e [we he] f [wf hf]|i j e [we he] f [wf hf]|i j e [we he]
  |i j|i|s [ws hs] i j e [we he]|s [ws hs]|i j e [we he]|c|s [ws hs] t [ht' ht]
  |s [ws hs] t [wt' ht]|s [ws hs]|||p q|p|i e [we he]|e [we he]].
- rewrite /mwt /= /asrc /atgt /= !eqxx; split=> //.
  by rewrite /mev /= /asrc /atgt /= !conform_mx_id mulmx1 cev1 mulr1 scale1r addr0.
- by have [g ->] := pmul_ok we wf; rewrite he hf.
- by rewrite pwt_cat we wf pev_cat he hf.
- by have [g ->] := popp_ok we; rewrite he.
- by [].
- by rewrite /mwt /= eqxx /mev /= conform_mx_id cev1 mulr1 scale1r addr0.
- by have [g ->] := pscale_ok ws we; rewrite he hs.
- by have [g ->] := pnum_ok ws; rewrite hs.
- by have [g ->] := ptr_ok we; rewrite he.
- by rewrite /smev /= cev1 mul1r mulr1 addr0.
- by have [g ->] := spmul_ok ws ht'; rewrite hs ht.
- by rewrite /spwt all_cat spev_cat; split; [exact/andP | rewrite hs ht].
- by have [g ->] := spopp_ok ws; rewrite hs.
- by [].
- by rewrite /smev /= cev1 mulr1 addr0.
- by rewrite /smev /= mulr1 addr0 /cev /= -pmulrn.
- by rewrite /smev /= mulr1 addr0 /cev /= divr1 -pmulrn.
- by have [g ->] := ptrace_ok we; rewrite he.
- have [g ->] := ptrace_ok we; rewrite he; split=> //.
  by rewrite /mxtrace big_ord1.
Qed.

(* ---------- normal forms --------------------------------------------------------- *)
Definition canon i (m : mono) : mono :=
  let s := wcut i m.2.2 in (m.1, (lsort (s.1 ++ flatten (map lcut m.2.1)), s.2)).
Definition scanon (m : smono) : smono := (m.1, lsort (flatten (map lcut m.2))).

Lemma lcuts_ok s : all lwt s -> lsev (flatten (map lcut s)) = lsev s.
Proof. by elim: s => [|l s IH] //= /andP[/lcut_ok hl /IH hs]; rewrite lsev_cat hl hs. Qed.

Lemma canon_ok i j m : mwt i j m -> mev i j (canon i m) = mev i j m.
Proof.
case/andP=> hl hw; have [_ _ e] := wcut_ok hw.
by rewrite /mev /= lsev_sort lsev_cat lcuts_ok // e scalerA -mulrA; congr (_ * _ *: _); exact: mulrC.
Qed.
Lemma scanon_ok m : all lwt m.2 -> smev (scanon m) = smev m.
Proof. by move=> h; rewrite /smev /= lsev_sort lcuts_ok. Qed.

Section Collect.
Variable K : eqType.
Fixpoint pins (c : coef) (k : K) (p : seq (coef * K)) : seq (coef * K) :=
  if p is m :: p' then if m.2 == k then (cadd c m.1, k) :: p' else m :: pins c k p'
  else [:: (c, k)].
Definition collect p := foldr (fun m r => pins m.1 m.2 r) [::] p.
Definition iszero p := all (fun m : coef * K => m.1.1 == 0) (collect p).
End Collect.

Lemma iszero_ok i j (p : poly) : iszero p -> pev i j p = 0.
Proof.
have e : pev i j (collect p) = pev i j p.
  elim: p => //= [[c k]] p <- /=; elim: (collect p) => [|m q IH] //=.
  case: eqP => [<-|_] /=; last by rewrite IH addrCA.
  by rewrite /mev /= cev_add mulrDl scalerDl addrA.
rewrite -e /iszero; elim: (collect p) => [|m q IH] //= /andP[/eqP m0 /IH ->].
by rewrite /mev /cev m0 !mul0r scale0r addr0.
Qed.
Lemma siszero_ok (p : spoly) : iszero p -> spev p = 0.
Proof.
have e : spev (collect p) = spev p.
  elim: p => //= [[c k]] p <- /=; elim: (collect p) => [|m q IH] //=.
  case: eqP => [<-|_] /=; last by rewrite IH addrCA.
  by rewrite /smev /= cev_add mulrDl addrA.
rewrite -e /iszero; elim: (collect p) => [|m q IH] //= /andP[/eqP m0 /IH ->].
by rewrite /smev /cev m0 !mul0r addr0.
Qed.

Definition mcheck i j (e f : mexp i j) : bool :=
  iszero (map (canon i) (nf e ++ popp (nf f))).
Definition scheck (s t : sexp) : bool := iszero (map scanon (snf s ++ spopp (snf t))).

Theorem mcheck_sound i j (e f : mexp i j) : mcheck e f = true -> den e = den f.
Proof.
have [ok _] := nf_snf_ok; have [we ->] := ok _ _ e; have [wf ->] := ok _ _ f.
have [wo oe] := popp_ok wf.
move/(iszero_ok i j) => h; apply/eqP; rewrite -subr_eq0 -oe -pev_cat -h.
have : pwt i j (nf e ++ popp (nf f)) by rewrite pwt_cat we.
by elim: (nf e ++ _) => //= m p IH /andP[/canon_ok hm /IH /eqP ->]; rewrite hm.
Qed.

Theorem scheck_sound s t : scheck s t = true -> sden s = sden t.
Proof.
have [_ ok] := nf_snf_ok; have [we ->] := ok s; have [wf ->] := ok t.
have [wo oe] := spopp_ok wf.
move/siszero_ok => h; apply/eqP; rewrite -subr_eq0 -oe -spev_cat -h.
have : spwt (snf s ++ spopp (snf t)) by rewrite /spwt all_cat; apply/andP.
by elim: (snf s ++ _) => //= m p IH /andP[/scanon_ok hm /IH /eqP ->]; rewrite hm.
Qed.
End Diagrams.

Arguments mAt {src tgt} a.
Arguments mMul {src tgt i j k} e f.
Arguments mAdd {src tgt i j} e f.
Arguments mOpp {src tgt i j} e.
Arguments mZero {src tgt} i j.
Arguments mOne {src tgt} i.
Arguments mSc {src tgt} s {i j} e.
Arguments mNum {src tgt} s.
Arguments mTr {src tgt i j} e.
Arguments sAt {src tgt} c.
Arguments sMul {src tgt} s t.
Arguments sAdd {src tgt} s t.
Arguments sOpp {src tgt} s.
Arguments sZero {src tgt}.
Arguments sOne {src tgt}.
Arguments sFrac {src tgt} p q.
Arguments sNat {src tgt} p.
Arguments sTrace {src tgt i} e.
Arguments sEntry {src tgt} e.

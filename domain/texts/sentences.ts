/** How whole sentences are read, as `plainWords` leaves them: lower case, no accents, no punctuation. */

/** They want it to go on, or speak of something else that stops, ends or is cancelled. */
export const KEPT: readonly RegExp[] = [
  /\b(dont|do not|never|cant|cannot|can not|wont|not) (you )?(ever |want (you )?to |wanna )?(stop|end|quit|cancel|unsubscribe|revoke)/u,
  /\b(bus|train|tram|metro|subway|pit|next|last|one|full|non|truck|rest) ?stops?\b/u,
  /\bstop(s|ped|ping)? (by|in|over|and shop)\b/u,
  /\b(cancel|remove|delete|return|end)\b.*\b(order|appointment|booking|reservation|delivery|item|cart|bag|parcel|package|shipment|payment|invoice)\b/u,
  /\b(when|how long|what time)\b.*\b(end|ends|stop|stops)\b/u,
];

/** Said in whole, without the word. */
export const ENDED: readonly RegExp[] = [
  /^(please )?(do not|dont|never) (ever )?(text|message|contact|call|write|sms|bother|send|spam)( to)?( me| us| this number)?( any| anymore| any more| again| ever| more| further| texts?| messages?| sms| ads| offers| spam| marketing| these| this| please| thanks)*$/u,
  /^(please )?(take|get|remove|delete|drop|strike) (me|my (phone )?number|this number|us)( off| out)?( of| from)?( your| the| this| these| all)*( list| lists| database| system| texts?| sms| messages| marketing| program)*( please| now| immediately| asap| thanks)*$/u,
  /^(please )?(unsubscribe|opt) (me|us)( out)?( from| of)?( all| your| these| this| the| marketing| texts?| messages| list| sms| everything)*( please| now)*$/u,
  /^(please )?(leave (me|us) alone|lose (my|this) number)( please| now)*$/u,
  /^(please )?no more (texts?|messages?|sms|msgs|ads|offers|spam|promos?|marketing)( messages?| texts?)?( please| thanks| thank you| to this number)*$/u,
  /^i (no longer|dont|do not) (want|wish)( to)? (receive |get |be contacted |be texted |have )?(any |these |your |more )*(texts?|messages?|sms|ads|offers|marketing|contact|from you|by you)?( messages?| texts?| from you| anymore| any more| please)*$/u,
  /^(i )?(hereby )?(revoke|withdraw) (my )?(consent|permission)\b.*$/u,
  /^(bitte )?(keine?|nie wieder) (weiteren? |werbe )?(sms|nachrichten?|werbung|texte|werbesms|werbenachrichten)( mehr)?( senden| schicken| an mich| bitte| danke)*$/u,
  /^(bitte )?(hort|hor|horen sie) (bitte )?(endlich )?auf( mir)?( zu schreiben| sms zu senden| zu senden| damit| bitte)*$/u,
  /^(bitte )?(nicht|nichts) mehr (schreiben|senden|schicken|kontaktieren|anschreiben)( bitte| danke)*$/u,
  /^(bitte )?(lasst|lass|lassen sie) mich( endlich)? in ruhe( bitte)?$/u,
  /^(bitte )?(meldet|melde|melden sie) mich( bitte)? ab$/u,
  /^(ich )?(mochte|will|moechte) (mich )?(bitte )?(abmelden|keine (sms|nachrichten|werbung)( mehr)?( erhalten| bekommen| haben)?)$/u,
  /^(请|請)?(不要|别|別|勿)再?(给我|給我|向我)?(发送?|發送?|打扰|打擾)(我)?(短信|簡訊|简讯|信息|訊息|消息|广告|廣告|垃圾短信)?(了|给我|給我)*$/u,
  /^(请|請)?(停止|取消)(给我|給我|向我)?(发送|發送|推送|订阅|訂閱)?(短信|簡訊|信息|訊息|广告|廣告)?$/u,
  /^(我要|我想|请帮我|請幫我|请|請)?(退订|退訂|取消订阅|取消訂閱)(短信|簡訊|谢谢|謝謝)?$/u,
];

/** May be a stop: somebody should look. */
export const DOUBTFUL: readonly RegExp[] = [
  /\b(stop|stopp|stoppen|stops|stopped|unsubscribe\w*|unsub|quit|revoke\w*|cancel|remove me|abmelden|abbestellen|widerrufe?|kundigen|arret\w*|desabonn\w*)\b/u,
  /\bopt(ing|ed)? ?(me )?out\b|\bno more\b|\btake me off\b|\bremove my\b|\bdelete my (number|phone)/u,
  /\b(do not|dont|never) (text|message|contact|call|write|bother|spam)\b|\bdo not disturb\b/u,
  /^(no|nope|nah|nein|non|enough|genug|basta|no thanks?|no thank you|nein danke|not interested|im not interested|kein interesse|wrong (number|person)|falsche nummer|go away|i am done|im done)( please| thanks)*$/u,
  /\b(not interested|wrong number|who gave you (my|this)|where did you get my number|how did you get (my|this) number|leave me|woher habt ihr meine nummer)\b/u,
  /\b(spam|spamming|scam|harass\w*|lawyer|attorney|sue you|report you|reported|belastig\w*|anwalt|tcpa|do not call)\b/u,
  /\b(fuck|piss|bugger|sod|shove|screw) ?(off|you|it)\b|\bverpiss/u,
  /\bkeine (sms|nachrichten|werbung)|nicht mehr (schreiben|senden)|in ruhe/u,
  /\b(hort auf|hor auf|horen sie auf|abbestellt|kundigung|kein spam)\b/u,
  /\b(no mas|no me (envie|mande|escriba)\w*|ne m ?envoye\w* plus|plus de (sms|messages)|non mi)\b/u,
  /\b(delete|erase|remove) (all )?my (data|details|account|info|information)\b|\bi want out\b/u,
  /\b(did not|didnt|never) (sign up|subscribe|agree|consent|ask)\b/u,
  /退订|退訂|停止|取消|不要再|别再|別再|骚扰|騷擾|投诉|投訴|举报|檢舉|拒收|打扰|打擾/u,
];

/** Bounds to a wish: what is to end is not everything, or not now. */
export const LIMITED =
  /\b(but|except|only|just the|unless|until|till|before|after|when|while|during|so (much|many|often)|too|if|or|again if|every|aber|nur|ausser|bis|wenn|nach|vor|oft)\b/u;

/** A sentence among others counts as a stop only where it says it in a word that means nothing else. */
export const PLAINLY =
  /\b(s+t+o+p+|stopp|unsubscribe|unsub|opt ?out|opt me out|quit|cease|abmelden|no more|leave me alone|remove me|take me off|(do not|dont|never) (text|message|contact))\b|退订|退訂/u;

/** Said around a word in Chinese, where no space tells words apart. */
export const HAN_COURTESY = /请|請|谢谢|謝謝|多谢|多謝|回复|回覆|回|\s/gu;
